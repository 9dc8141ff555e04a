package io.praetor.server.autopilot;

import io.praetor.model.GoDuration;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.OperatorHealthReply;
import io.praetor.model.operator.SerfStatus;
import io.praetor.model.operator.ServerHealth;
import io.praetor.model.operator.ServerStats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When a server counts as healthy, and what that means for the cluster (`server.md` §5). Nothing but arithmetic.
public final class HealthRules {

    private HealthRules() {}

    /// Judges all servers.
    ///
    /// @param views  servers of the configuration, the leader among them
    /// @param before what was said last; servers whose health has not changed keep their `stableSince`
    public static OperatorHealthReply judge(
            AutopilotConfig config, List<ServerView> views, @Nullable OperatorHealthReply before, Instant now) {
        ServerStats leader = views.stream()
                .filter(ServerView::leader)
                .map(ServerView::stats)
                .filter(stats -> stats != null)
                .findFirst()
                .orElse(null);
        Map<String, ServerHealth> earlier = byId(before);
        List<ServerHealth> servers = new ArrayList<>();
        int voters = 0;
        int healthyVoters = 0;
        boolean allHealthy = true;
        for (ServerView view : views) {
            boolean healthy = isHealthy(config, view, leader);
            servers.add(health(view, healthy, since(earlier.get(view.id()), healthy, now)));
            voters += view.voter() ? 1 : 0;
            healthyVoters += view.voter() && healthy ? 1 : 0;
            allHealthy &= healthy;
        }
        int quorum = voters / 2 + 1;
        return new OperatorHealthReply(allHealthy, Math.max(0, healthyVoters - quorum), servers);
    }

    private static Map<String, ServerHealth> byId(@Nullable OperatorHealthReply reply) {
        Map<String, ServerHealth> byId = new HashMap<>();
        List<ServerHealth> servers = reply == null ? null : reply.servers();
        if (servers != null) {
            servers.forEach(server -> byId.put(server.id(), server));
        }
        return byId;
    }

    private static Instant since(@Nullable ServerHealth before, boolean healthy, Instant now) {
        return before == null || before.healthy() != healthy ? now : before.stableSince();
    }

    private static boolean isHealthy(AutopilotConfig config, ServerView view, @Nullable ServerStats leader) {
        ServerStats stats = view.stats();
        if (view.serf() != SerfStatus.ALIVE || stats == null || leader == null) {
            return false;
        }
        return lastContact(view, stats) <= config.lastContactThreshold()
                && stats.lastTerm() == leader.lastTerm()
                && stats.lastIndex() + config.maxTrailingLogs() >= leader.lastIndex();
    }

    /// Nanoseconds; `never` is longer than anything.
    private static long lastContact(ServerView view, ServerStats stats) {
        if (view.leader()) {
            return 0;
        }
        Long nanos = GoDuration.parseOrNull(stats.lastContact());
        return nanos == null ? Long.MAX_VALUE : nanos;
    }

    private static ServerHealth health(ServerView view, boolean healthy, Instant since) {
        ServerStats stats = view.stats();
        long contact = stats == null ? 0 : lastContact(view, stats);
        return new ServerHealth(
                view.id(),
                view.name(),
                view.address(),
                view.serf(),
                view.version(),
                view.leader(),
                contact == Long.MAX_VALUE ? 0 : contact,
                stats == null ? 0 : stats.lastTerm(),
                stats == null ? 0 : stats.lastIndex(),
                healthy,
                view.voter(),
                since);
    }
}
