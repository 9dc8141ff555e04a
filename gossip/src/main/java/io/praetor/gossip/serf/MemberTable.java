package io.praetor.gossip.serf;

import io.praetor.gossip.serf.Member.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everybody known. The loop changes it; anybody may ask for [#snapshot], which is made when it is asked for and kept
/// until something changes, so that news of thousands of members cost the loop nothing for each other.
final class MemberTable {

    private final Map<String, MemberState> byName = new LinkedHashMap<>();
    private final Map<String, MemberState> failed = new LinkedHashMap<>();
    private final Map<String, MemberState> left = new LinkedHashMap<>();

    private volatile @Nullable List<Member> published = List.of();

    /// Counts for those who are not on the loop.
    private volatile int count;

    private volatile int failedCount;
    private volatile int leftCount;

    private volatile Member self;

    /// @param self this member, as it starts
    MemberTable(Member self) {
        this.self = self;
    }

    /// This member. From any thread.
    Member self() {
        return self;
    }

    @Nullable MemberState get(String name) {
        return byName.get(name);
    }

    /// A member that was not there.
    synchronized MemberState add(Member member, long statusTime) {
        MemberState state = new MemberState(member, statusTime);
        byName.put(member.name(), state);
        noteSelf(member);
        changed();
        return state;
    }

    /// Something else is known of a member; it moves to the list that its status belongs to, if to any.
    synchronized void update(MemberState state, Member member) {
        state.set(member);
        noteSelf(member);
        String name = member.name();
        failed.remove(name);
        left.remove(name);
        if (member.status() == Status.FAILED) {
            failed.put(name, state);
        } else if (member.status() == Status.LEFT) {
            left.put(name, state);
        }
        changed();
    }

    void update(MemberState state, Status status) {
        Member was = state.member();
        update(state, new Member(was.name(), was.endpoint(), was.tags(), status, was.versions()));
    }

    /// Forgets a member.
    synchronized void remove(String name) {
        byName.remove(name);
        failed.remove(name);
        left.remove(name);
        changed();
    }

    private void noteSelf(Member member) {
        if (member.name().equals(self.name())) {
            self = member;
        }
    }

    private void changed() {
        published = null;
        count = byName.size();
        failedCount = failed.size();
        leftCount = left.size();
    }

    /// Everybody known at this moment. From any thread.
    List<Member> snapshot() {
        List<Member> kept = published;
        if (kept != null) {
            return kept;
        }
        synchronized (this) {
            List<Member> made = new ArrayList<>(byName.size());
            byName.values().forEach(state -> made.add(state.member()));
            List<Member> fixed = Collections.unmodifiableList(made);
            published = fixed;
            return fixed;
        }
    }

    /// On the loop: everybody, not to be changed while it is walked.
    Collection<MemberState> all() {
        return byName.values();
    }

    /// On the loop: a copy of those who failed.
    List<MemberState> failed() {
        return List.copyOf(failed.values());
    }

    /// On the loop: a copy of those who left.
    List<MemberState> left() {
        return List.copyOf(left.values());
    }

    /// On the loop: whether somebody else is alive.
    boolean hasOtherAlive() {
        for (MemberState state : byName.values()) {
            if (state.status() == Status.ALIVE && !state.member().name().equals(self.name())) {
                return true;
            }
        }
        return false;
    }

    int count() {
        return count;
    }

    int failedCount() {
        return failedCount;
    }

    int leftCount() {
        return leftCount;
    }
}
