package io.praetor.server.testing;

import io.praetor.raft.LogStatus;
import io.praetor.raft.Member;
import io.praetor.raft.Membership;
import io.praetor.raft.NotLeaderException;
import io.praetor.raft.OutcomeUnknownException;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.ReplicatedLog;
import io.praetor.raft.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A log without other servers behind it: leadership is set by hand, commands go to a function that answers them at
/// once.
public final class ManualLog implements ReplicatedLog {
    public static final PeerAddress SELF = new PeerAddress("40e4a748-2192-161a-0510-9bf59fe950b5", "127.0.0.1:8300");

    public volatile boolean leader = true;
    public volatile boolean knowsLeader = true;
    /// Who leads when somebody is known to.
    public volatile PeerAddress known = SELF;
    /// Whether commands come too late: another server was just elected.
    public boolean refuses;
    /// Commands that are applied though nobody is told so: their leader was replaced meanwhile.
    public Predicate<byte[]> silenced = _ -> false;

    public final List<byte[]> proposed = new ArrayList<>();
    public Function<byte[], @Nullable Object> machine = _ -> null;
    public final List<CompletableFuture<Long>> readIndexes = new ArrayList<>();
    public boolean holdReadIndex;
    /// The configuration, and what was asked of it.
    public final List<Member> members =
            new CopyOnWriteArrayList<>(List.of(new Member(SELF.id(), SELF.address(), true)));

    public final List<String> changes = new CopyOnWriteArrayList<>();
    public CompletableFuture<Void> handover = CompletableFuture.completedFuture(null);
    public long lastIndex = 10;
    public CompletableFuture<Void> barrier = CompletableFuture.completedFuture(null);

    @Override
    public CompletableFuture<@Nullable Object> propose(byte[] command) {
        if (!leader || refuses) {
            return CompletableFuture.failedFuture(new NotLeaderException("not the leader", null));
        }
        proposed.add(command);
        Object answer = machine.apply(command);
        return silenced.test(command)
                ? CompletableFuture.failedFuture(new OutcomeUnknownException("leadership was lost", null))
                : CompletableFuture.completedFuture(answer);
    }

    @Override
    public CompletableFuture<Void> barrier() {
        return barrier;
    }

    @Override
    public CompletableFuture<Long> readIndex() {
        CompletableFuture<Long> asked = new CompletableFuture<>();
        readIndexes.add(asked);
        if (!holdReadIndex) {
            asked.complete(1L);
        }
        return asked;
    }

    @Override
    public boolean isLeader() {
        return leader;
    }

    @Override
    public LogStatus status() {
        return new LogStatus(
                leader ? Role.LEADER : Role.FOLLOWER,
                3,
                knowsLeader ? known : null,
                lastIndex,
                10,
                10,
                leader ? Duration.ZERO : Duration.ofMillis(40),
                true,
                0,
                0,
                null);
    }

    @Override
    public Membership membership() {
        return new Membership(members, 1);
    }

    @Override
    public CompletableFuture<Void> bootstrap(List<PeerAddress> voters) {
        changes.add("bootstrap "
                + voters.stream().map(PeerAddress::address).sorted().toList());
        return done();
    }

    @Override
    public CompletableFuture<Void> addLearner(PeerAddress peer) {
        changes.add("add " + peer.id() + " " + peer.address());
        members.add(new Member(peer.id(), peer.address(), false));
        return done();
    }

    @Override
    public CompletableFuture<Void> promote(String id) {
        changes.add("promote " + id);
        members.replaceAll(member -> member.id().equals(id) ? new Member(id, member.address(), true) : member);
        return done();
    }

    @Override
    public CompletableFuture<Void> remove(String id) {
        changes.add("remove " + id);
        members.removeIf(member -> member.id().equals(id));
        return done();
    }

    @Override
    public CompletableFuture<Void> transferLeadership(@Nullable String id) {
        changes.add("transfer");
        return handover;
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Long> snapshot() {
        return CompletableFuture.completedFuture(10L);
    }

    @Override
    public void close() {}
}
