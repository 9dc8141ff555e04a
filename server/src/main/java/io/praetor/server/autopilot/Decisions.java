package io.praetor.server.autopilot;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.OperatorHealthReply;
import io.praetor.model.operator.ServerHealth;
import io.praetor.raft.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What autopilot changes, decided from what it sees (`server.md` §5). Nothing but arithmetic.
public final class Decisions {

    private Decisions() {}

    /// Learners that get a vote: healthy for long enough, and not started as ones that never vote.
    ///
    /// @return their ids
    public static List<String> promotions(
            AutopilotConfig config, List<ServerView> views, OperatorHealthReply health, Instant now) {
        Map<String, ServerHealth> byId = new HashMap<>();
        List<ServerHealth> servers = health.servers();
        if (servers != null) {
            servers.forEach(server -> byId.put(server.id(), server));
        }
        return views.stream()
                .filter(view -> !view.voter() && !view.wantsNoVote())
                .map(ServerView::id)
                .filter(id -> isStable(byId.get(id), config, now))
                .toList();
    }

    private static boolean isStable(@Nullable ServerHealth health, AutopilotConfig config, Instant now) {
        return health != null
                && health.healthy()
                && Duration.between(health.stableSince(), now)
                                .compareTo(Duration.ofNanos(config.serverStabilizationTime()))
                        >= 0;
    }

    /// A voter that was started anew as one that never votes; null if there is none. One at a time, and never the
    /// leader.
    public static @Nullable String demotion(List<ServerView> views) {
        return views.stream()
                .filter(view -> view.voter() && view.wantsNoVote() && !view.leader())
                .map(ServerView::id)
                .findFirst()
                .orElse(null);
    }

    /// Servers that are given up.
    ///
    /// @param failed  members of the pool that are declared to have left, by name
    /// @param stale   members of the Raft configuration that gossip knows nothing of, by id
    /// @param refusal why no voters are among them although some should be; empty if there is no reason
    public record Cleanup(List<String> failed, List<String> stale, String refusal) {}

    /// Dead servers that may go without danger: only a minority, and never below the quorum asked for. Failed ones
    /// that never vote always may.
    ///
    /// @param known servers of this datacenter that gossip knows, whatever became of them
    public static Cleanup cleanup(AutopilotConfig config, List<Member> configuration, List<ServerTags> known) {
        if (!config.cleanupDeadServers()) {
            return new Cleanup(List.of(), List.of(), "");
        }
        Map<String, Member> stale = new TreeMap<>();
        configuration.forEach(member -> stale.put(member.id(), member));
        List<String> failedVoters = new ArrayList<>();
        List<String> failedOthers = new ArrayList<>();
        for (ServerTags server : known) {
            Member member = stale.remove(server.id());
            if (server.status() == Status.FAILED) {
                boolean votes = member != null && member.voter();
                (votes ? failedVoters : failedOthers).add(server.name());
            }
        }
        List<String> staleOthers = new ArrayList<>();
        List<String> staleVoters = new ArrayList<>();
        stale.forEach((id, member) -> (member.voter() ? staleVoters : staleOthers).add(id));
        int voters = (int) configuration.stream().filter(Member::voter).count();
        int dead = failedVoters.size() + staleVoters.size();
        String refusal = refusal(config, voters, dead);
        if (refusal.isEmpty()) {
            failedOthers.addAll(failedVoters);
            staleOthers.addAll(staleVoters);
        }
        return new Cleanup(failedOthers, staleOthers, refusal);
    }

    private static String refusal(AutopilotConfig config, int voters, int dead) {
        if (dead == 0) {
            return "";
        }
        if (voters - dead < config.minQuorum()) {
            return "would bring the cluster below min_quorum: voters=" + voters + " dead=" + dead + " min_quorum="
                    + config.minQuorum();
        }
        if (dead > (voters - 1) / 2) {
            return "too many dead servers: voters=" + voters + " dead=" + dead;
        }
        return "";
    }
}
