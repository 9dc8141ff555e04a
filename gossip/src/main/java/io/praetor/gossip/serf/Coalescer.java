package io.praetor.gossip.serf;

import io.praetor.gossip.Loop;
import io.praetor.gossip.Loop.Timer;
import io.praetor.gossip.serf.SerfEvent.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Between the pool and one who listens: many events in a short time become few (`gossip-serf.md` §8). Of each member
/// the last news count, and none that equal what was delivered last; of user events that may coalesce, those of the
/// highest Lamport time for each name. Everything else passes at once. Belongs to the loop.
public final class Coalescer implements Consumer<SerfEvent> {

    private final Loop loop;
    private final Duration period;
    private final Duration quiet;
    private final Consumer<SerfEvent> listener;

    private record News(Kind kind, Member member) {}

    private final Map<String, News> members = new LinkedHashMap<>();
    private final Map<String, Kind> delivered = new HashMap<>();
    private final Map<String, List<SerfEvent.User>> users = new LinkedHashMap<>();
    private @Nullable Timer periodEnd;
    private @Nullable Timer quietEnd;

    /// @param loop     the pool's
    /// @param period   how long events are held back at most
    /// @param quiet    how long without news until they are delivered
    /// @param listener who hears what remains
    public Coalescer(Loop loop, Duration period, Duration quiet, Consumer<SerfEvent> listener) {
        this.loop = loop;
        this.period = period;
        this.quiet = quiet;
        this.listener = listener;
    }

    @Override
    public void accept(SerfEvent event) {
        switch (event) {
            case SerfEvent.Members(Kind kind, List<Member> news) -> {
                news.forEach(member -> members.put(member.name(), new News(kind, member)));
                holdBack();
            }
            case SerfEvent.User user
            when user.coalesce() -> {
                List<SerfEvent.User> known = users.computeIfAbsent(user.name(), _ -> new ArrayList<>());
                if (!known.isEmpty() && known.getFirst().lTime() < user.lTime()) {
                    known.clear();
                }
                if (known.isEmpty() || known.getFirst().lTime() == user.lTime()) {
                    known.add(user);
                }
                holdBack();
            }
            case SerfEvent.User user -> listener.accept(user);
            case SerfEvent.Query query -> listener.accept(query);
        }
    }

    private void holdBack() {
        if (periodEnd == null) {
            periodEnd = loop.schedule(period, this::flush);
        }
        if (quietEnd != null) {
            quietEnd.cancel();
        }
        quietEnd = loop.schedule(quiet, this::flush);
    }

    private void flush() {
        if (periodEnd != null) {
            periodEnd.cancel();
        }
        if (quietEnd != null) {
            quietEnd.cancel();
        }
        periodEnd = null;
        quietEnd = null;
        Map<Kind, List<Member>> groups = new EnumMap<>(Kind.class);
        for (News news : members.values()) {
            Kind before = delivered.put(news.member.name(), news.kind);
            if (before != news.kind || news.kind == Kind.UPDATE) {
                groups.computeIfAbsent(news.kind, _ -> new ArrayList<>()).add(news.member);
            }
            if (news.kind == Kind.REAP) {
                delivered.remove(news.member.name());
            }
        }
        members.clear();
        List<SerfEvent.User> told = new ArrayList<>();
        users.values().forEach(told::addAll);
        users.clear();
        groups.forEach((kind, group) -> listener.accept(new SerfEvent.Members(kind, List.copyOf(group))));
        told.forEach(listener);
    }
}
