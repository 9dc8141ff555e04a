package io.praetor.server.assembly;

import io.praetor.model.GoDuration;
import io.praetor.raft.LogStatus;
import io.praetor.raft.Member;
import io.praetor.raft.ReplicatedLog;
import io.praetor.raft.Role;
import io.praetor.server.fsm.ServerStateMachine;
import io.praetor.server.leader.Leadership;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The server's part of what `consul info` shows. Everything is text; names are the original's.
final class Stats {
    private final ReplicatedLog log;
    private final ServerStateMachine machine;
    private final Leadership leadership;
    private final boolean acl;

    /// @param acl whether access is controlled
    Stats(ReplicatedLog log, ServerStateMachine machine, Leadership leadership, boolean acl) {
        this.log = log;
        this.machine = machine;
        this.leadership = leadership;
        this.acl = acl;
    }

    Map<String, SortedMap<String, String>> sections() {
        SortedMap<String, SortedMap<String, String>> sections = new TreeMap<>();
        LogStatus status = log.status();
        sections.put("consul", server(status));
        sections.put("raft", raft(status));
        return sections;
    }

    private SortedMap<String, String> server(LogStatus status) {
        SortedMap<String, String> server = new TreeMap<>();
        server.put("acl", acl ? "enabled" : "disabled");
        server.put("bootstrap", "false");
        server.put("known_datacenters", "1");
        server.put("leader", Boolean.toString(leadership.leading()));
        server.put("leader_addr", status.leader() == null ? "" : status.leader().address());
        server.put("server", "true");
        return server;
    }

    private SortedMap<String, String> raft(LogStatus status) {
        SortedMap<String, String> raft = new TreeMap<>();
        raft.put("applied_index", Long.toString(status.appliedIndex()));
        raft.put("commit_index", Long.toString(status.commitIndex()));
        raft.put("fsm_pending", "0");
        raft.put("last_contact", lastContact(status));
        raft.put("last_log_index", Long.toString(machine.lastIndex()));
        raft.put("last_log_term", Long.toString(status.term()));
        raft.put("last_snapshot_index", Long.toString(status.lastSnapshotIndex()));
        raft.put("last_snapshot_term", Long.toString(status.lastSnapshotTerm()));
        raft.put(
                "latest_configuration",
                log.membership().members().stream().map(Stats::server).collect(Collectors.joining(" ", "[", "]")));
        raft.put("latest_configuration_index", Long.toString(log.membership().index()));
        long voters = log.membership().members().stream().filter(Member::voter).count();
        raft.put("num_peers", Long.toString(Math.max(0, voters - 1)));
        raft.put("protocol_version", "3");
        raft.put("protocol_version_max", "3");
        raft.put("protocol_version_min", "0");
        raft.put("snapshot_version_max", "1");
        raft.put("snapshot_version_min", "0");
        raft.put("state", state(status.role()));
        raft.put("term", Long.toString(status.term()));
        return raft;
    }

    private static String lastContact(LogStatus status) {
        if (status.role() == Role.LEADER) {
            return "0";
        }
        return status.leader() == null
                ? "never"
                : GoDuration.format(status.lastContact().toNanos());
    }

    private static String server(Member member) {
        return "{Suffrage:" + (member.voter() ? "Voter" : "Nonvoter") + " ID:" + member.id() + " Address:"
                + member.address() + "}";
    }

    private static String state(Role role) {
        String name = role.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
