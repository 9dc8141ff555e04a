package io.praetor.server.autopilot;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.OperatorHealthReply;
import io.praetor.model.operator.SerfStatus;
import io.praetor.model.operator.ServerStats;
import io.praetor.raft.LogStatus;
import io.praetor.raft.Member;
import io.praetor.raft.ReplicatedLog;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.Scheduler;
import io.praetor.server.cluster.Pool;
import io.praetor.server.cluster.ServerCalls;
import io.praetor.server.cluster.ServerTable;
import io.praetor.server.leader.AutopilotDefaults;
import io.praetor.server.leader.Duty;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after the servers while this one leads: asks each how its log is, gives learners a vote when they have been
/// well for long enough, and gives dead servers up (`server.md` §5). A change that fails is tried again at the next
/// look.
public final class Autopilot implements Duty {

    private static final Logger LOG = LoggerFactory.getLogger(Autopilot.class);
    /// Looks at the servers for one look at what is to be changed.
    private static final int LOOKS = 5;

    /// Looks at what is to be changed, a minute of them, before a server that gossip does not know is given up.
    private static final int STALE_LOOKS = 6;

    private static final String UNKNOWN = "(unknown)";

    private final Parts parts;
    private final Duration healthPeriod;
    private volatile @Nullable OperatorHealthReply health;
    /// Guarded by this, like all below.
    private List<ServerView> views = List.of();

    private final Map<String, Integer> staleLooks = new HashMap<>();

    private boolean active;
    /// Tells apart the times this server led.
    private long leads;

    private Cancellable looks = Cancellable.NONE;
    private Cancellable changes = Cancellable.NONE;

    /// What autopilot works with.
    ///
    /// @param self     this server's node ID
    /// @param executor runs what may wait
    public record Parts(
            String self,
            ReplicatedLog log,
            Supplier<State> states,
            Pool pool,
            ServerTable servers,
            ServerCalls calls,
            InstantSource clock,
            Scheduler scheduler,
            Executor executor) {}

    /// @param healthPeriod between two looks at the servers
    public Autopilot(Parts parts, Duration healthPeriod) {
        this.parts = parts;
        this.healthPeriod = healthPeriod;
    }

    /// A server that was taken in may make another one superfluous.
    public synchronized void admitted() {
        if (active) {
            parts.executor().execute(() -> cleanUp(false));
        }
    }

    @Override
    public void begin() {
        synchronized (this) {
            active = true;
            leads++;
            looks.cancel();
            changes.cancel();
            changeLater(leads);
        }
        look();
    }

    @Override
    public synchronized void end() {
        active = false;
        looks.cancel();
        changes.cancel();
        views = List.of();
        staleLooks.clear();
        health = null;
    }

    /// How the servers are, as of the last look; null when this server does not lead.
    public @Nullable OperatorHealthReply lastHealth() {
        return health;
    }

    /// How the servers are, as of the last look.
    ///
    /// @throws RequestFailure when this server does not lead
    public OperatorHealthReply health() {
        OperatorHealthReply last = health;
        if (last == null) {
            throw RequestFailure.noLeader();
        }
        return last;
    }

    private AutopilotConfig config() {
        AutopilotConfig stored =
                parts.states().get().operator().autopilot(Watches.NONE).value();
        return stored == null ? AutopilotDefaults.CONFIG : stored;
    }

    /// Asks every server, and judges when all have answered or the time to answer is over.
    private void look() {
        long lead;
        synchronized (this) {
            if (!active) {
                return;
            }
            lead = leads;
        }
        Map<String, CompletableFuture<@Nullable ServerStats>> answers = new HashMap<>();
        for (ServerTags server : parts.servers().alive()) {
            if (!server.id().equals(parts.self())) {
                answers.put(
                        server.id(),
                        parts.calls()
                                .raftStats(server, healthPeriod)
                                .<@Nullable ServerStats>thenApply(stats -> stats)
                                .exceptionally(failure -> {
                                    LOG.debug("no word from a server: server={}", server.name(), failure);
                                    return null;
                                }));
            }
        }
        if (answers.isEmpty()) {
            judge(lead, Map.of());
        } else {
            var _ = CompletableFuture.allOf(answers.values().toArray(new CompletableFuture<?>[0]))
                    .thenRunAsync(() -> judge(lead, answers), parts.executor());
        }
    }

    private void judge(long lead, Map<String, CompletableFuture<@Nullable ServerStats>> answers) {
        LogStatus status = parts.log().status();
        List<ServerView> seen = new ArrayList<>();
        Map<String, ServerTags> known = known();
        for (Member member : parts.log().membership().members()) {
            CompletableFuture<@Nullable ServerStats> answer = answers.get(member.id());
            boolean isSelf = member.id().equals(parts.self());
            ServerStats stats = isSelf
                    ? (status.writable() ? RaftStats.of(status) : null)
                    : answer == null ? null : answer.getNow(null);
            seen.add(view(member, known.get(member.id()), stats));
        }
        OperatorHealthReply judged =
                HealthRules.judge(config(), seen, health, parts.clock().instant());
        synchronized (this) {
            if (active && leads == lead) {
                views = List.copyOf(seen);
                health = judged;
                looks = parts.scheduler()
                        .after(healthPeriod, () -> parts.executor().execute(this::look));
            }
        }
    }

    /// By id. Of two members with one id the one that is alive counts.
    private Map<String, ServerTags> known() {
        Map<String, ServerTags> known = new HashMap<>();
        for (ServerTags server : parts.servers().known()) {
            known.merge(server.id(), server, (one, other) -> rank(one) <= rank(other) ? one : other);
        }
        return known;
    }

    private static int rank(ServerTags server) {
        return switch (server.status()) {
            case ALIVE -> 0;
            case LEAVING -> 1;
            case FAILED -> 2;
            case LEFT -> 3;
            case NONE -> 4;
        };
    }

    private ServerView view(Member member, @Nullable ServerTags server, @Nullable ServerStats stats) {
        return new ServerView(
                member.id(),
                server == null ? UNKNOWN : server.shortName(),
                member.address(),
                server == null ? "" : server.build().toString(),
                server == null
                        ? SerfStatus.NONE
                        : SerfStatus.valueOf(server.status().name()),
                member.id().equals(parts.self()),
                member.voter(),
                server != null && server.nonVoter(),
                stats);
    }

    private void changeLater(long lead) {
        changes = parts.scheduler().after(healthPeriod.multipliedBy(LOOKS), () -> {
            synchronized (this) {
                if (!active || leads != lead) {
                    return;
                }
                changeLater(lead);
            }
            parts.executor().execute(() -> {
                cleanUp(true);
                changeVotes();
            });
        });
    }

    private void changeVotes() {
        List<ServerView> seen;
        OperatorHealthReply judged = health;
        synchronized (this) {
            if (!active || judged == null) {
                return;
            }
            seen = views;
        }
        String without = Decisions.demotion(seen);
        if (without != null) {
            Member member = parts.log().membership().members().stream()
                    .filter(each -> each.id().equals(without) && each.voter())
                    .findFirst()
                    .orElse(null);
            if (member != null) {
                LOG.info("taking the vote from a server that is to have none: id={}", without);
                // taken in again as a learner with the next look at the members
                var _ = told(
                        "taking the vote from a server", without, parts.log().remove(without));
            }
            return;
        }
        inTurn(
                "promoting a server",
                Decisions.promotions(config(), seen, judged, parts.clock().instant()),
                id -> {
                    LOG.info("Promoting server to voter: id={}", id);
                    return parts.log().promote(id);
                });
    }

    /// @param regular whether this is one of the looks at regular intervals
    private void cleanUp(boolean regular) {
        synchronized (this) {
            if (!active) {
                return;
            }
        }
        Decisions.Cleanup cleanup = Decisions.cleanup(
                config(), parts.log().membership().members(), parts.servers().known());
        if (!cleanup.refusal().isEmpty()) {
            LOG.debug("Failed to remove dead servers: {}", cleanup.refusal());
        }
        inTurn("removing a failed server", cleanup.failed(), name -> {
            LOG.info("Attempting removal of failed server node: name={}", name);
            return parts.pool().forceLeave(name);
        });
        List<String> stale = regular ? staleForLong(cleanup.stale()) : List.of();
        inTurn("removing a stale server", stale, id -> {
            LOG.info("Attempting removal of stale server: id={}", id);
            return parts.log().remove(id);
        });
    }

    /// Those that were unknown to gossip at several looks: after a restart of everything gossip needs its time.
    private synchronized List<String> staleForLong(List<String> now) {
        staleLooks.keySet().retainAll(now);
        now.forEach(id -> staleLooks.merge(id, 1, Integer::sum));
        return now.stream()
                .filter(id -> !id.equals(parts.self()) && staleLooks.getOrDefault(id, 0) > STALE_LOOKS)
                .toList();
    }

    /// The next one when the one before is done, whatever became of it.
    private static void inTurn(String what, List<String> whom, Function<String, CompletableFuture<Void>> change) {
        if (!whom.isEmpty()) {
            String first = whom.getFirst();
            var _ = told(what, first, change.apply(first))
                    .thenRun(() -> inTurn(what, whom.subList(1, whom.size()), change));
        }
    }

    private static CompletableFuture<Void> told(String what, String whom, CompletableFuture<Void> done) {
        return done.exceptionally(failure -> {
            LOG.warn(
                    "{} failed: server={} error={}",
                    what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1),
                    whom,
                    String.valueOf(failure.getMessage()));
            return null;
        });
    }
}
