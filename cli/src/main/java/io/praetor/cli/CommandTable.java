package io.praetor.cli;

import io.praetor.cli.agent.ForceLeave;
import io.praetor.cli.agent.Info;
import io.praetor.cli.agent.Join;
import io.praetor.cli.agent.Keygen;
import io.praetor.cli.agent.Leave;
import io.praetor.cli.agent.Members;
import io.praetor.cli.agent.VersionCommand;
import io.praetor.cli.base.Command;
import io.praetor.cli.catalog.CatalogDatacenters;
import io.praetor.cli.catalog.CatalogNodes;
import io.praetor.cli.catalog.CatalogServices;
import io.praetor.cli.kv.KvDelete;
import io.praetor.cli.kv.KvExport;
import io.praetor.cli.kv.KvGet;
import io.praetor.cli.kv.KvImport;
import io.praetor.cli.kv.KvPut;
import io.praetor.cli.lock.LockCommand;
import io.praetor.cli.operator.AutopilotGetConfig;
import io.praetor.cli.operator.AutopilotSetConfig;
import io.praetor.cli.operator.RaftListPeers;
import io.praetor.cli.operator.RaftRemovePeer;
import io.praetor.cli.snapshot.SnapshotInspect;
import io.praetor.cli.snapshot.SnapshotRestore;
import io.praetor.cli.snapshot.SnapshotSave;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All commands: what they are called, what a listing says of them, and their classes.
final class CommandTable {
    /// Path and synopsis, alternately, sorted by path; a group is a path that others continue. The launcher sends
    /// `agent` and `validate`, which know the agent's configuration, to the agent's program.
    private static final String[] SYNOPSES = {
        "agent", "Runs a Consul agent",
        "catalog", "Interact with the catalog",
        "catalog datacenters", "Lists all known datacenters",
        "catalog nodes", "Lists all nodes in the given datacenter",
        "catalog services", "Lists all registered services in a datacenter",
        "force-leave", "Forces a member of the cluster to enter the \"left\" state",
        "info", "Provides debugging information for operators.",
        "join", "Tell Consul agent to join cluster",
        "keygen", "Generates a new encryption key",
        "kv", "Interact with the key-value store",
        "kv delete", "Removes data from the KV store",
        "kv export", "Exports a tree from the KV store as JSON",
        "kv get", "Retrieves or lists data from the KV store",
        "kv import", "Imports a tree stored as JSON to the KV store",
        "kv put", "Sets or updates data in the KV store",
        "leave", "Gracefully leaves the Consul cluster and shuts down",
        "lock", "Execute a command holding a lock",
        "members", "Lists the members of a Consul cluster",
        "operator", "Provides cluster-level tools for Consul operators",
        "operator autopilot", "Provides tools for modifying Autopilot configuration",
        "operator autopilot get-config", "Display the current Autopilot configuration",
        "operator autopilot set-config", "Modify the current Autopilot configuration",
        "operator raft", "Provides cluster-level tools for Consul operators",
        "operator raft list-peers", "Display the current Raft peer configuration",
        "operator raft remove-peer", "Remove a Consul server from the Raft configuration",
        "snapshot", "Saves, restores and inspects snapshots of Consul server state",
        "snapshot inspect", "Displays information about a Consul snapshot file",
        "snapshot restore", "Restores snapshot of Consul server state",
        "snapshot save", "Saves snapshot of Consul server state",
        "validate", "Validate config files/directories",
        "version", "Prints the Consul version",
    };

    private CommandTable() {}

    /// One row of a listing.
    record Row(String name, String synopsis) {}

    /// A new object of the command with this path; null when there is none, or only a group.
    static @Nullable Command create(String path) {
        return switch (path) {
            case "catalog datacenters" -> new CatalogDatacenters();
            case "catalog nodes" -> new CatalogNodes();
            case "catalog services" -> new CatalogServices();
            case "force-leave" -> new ForceLeave();
            case "info" -> new Info();
            case "join" -> new Join();
            case "keygen" -> new Keygen();
            case "kv delete" -> new KvDelete();
            case "kv export" -> new KvExport();
            case "kv get" -> new KvGet();
            case "kv import" -> new KvImport();
            case "kv put" -> new KvPut();
            case "leave" -> new Leave();
            case "lock" -> new LockCommand();
            case "members" -> new Members();
            case "operator autopilot get-config" -> new AutopilotGetConfig();
            case "operator autopilot set-config" -> new AutopilotSetConfig();
            case "operator raft list-peers" -> new RaftListPeers();
            case "operator raft remove-peer" -> new RaftRemovePeer();
            case "snapshot inspect" -> new SnapshotInspect();
            case "snapshot restore" -> new SnapshotRestore();
            case "snapshot save" -> new SnapshotSave();
            case "version" -> new VersionCommand();
            default -> null;
        };
    }

    /// Whether commands begin with this path.
    static boolean isGroup(String path) {
        for (int i = 0; i < SYNOPSES.length; i += 2) {
            if (SYNOPSES[i].startsWith(path)
                    && SYNOPSES[i].length() > path.length()
                    && SYNOPSES[i].charAt(path.length()) == ' ') {
                return true;
            }
        }
        return false;
    }

    /// What a group holds; the empty path stands for the whole program.
    static List<Row> children(String group) {
        List<Row> rows = new ArrayList<>();
        String start = group.isEmpty() ? "" : group + " ";
        for (int i = 0; i < SYNOPSES.length; i += 2) {
            if (SYNOPSES[i].startsWith(start) && SYNOPSES[i].indexOf(' ', start.length()) < 0) {
                rows.add(new Row(SYNOPSES[i].substring(start.length()), SYNOPSES[i + 1]));
            }
        }
        return rows;
    }

    /// The help text of a group: what it is about, with examples.
    static String groupHelp(String group) {
        return switch (group) {
            case "catalog" -> """
                    Usage: consul catalog <subcommand> [options] [args]

                      Lists what the catalog knows: datacenters, nodes, services.

                      All nodes:

                          $ consul catalog nodes

                      All services with their tags:

                          $ consul catalog services -tags
                    """;
            case "kv" -> """
                    Usage: consul kv <subcommand> [options] [args]

                      Reads and writes the keys and values that the servers store.

                      Store a value under a key:

                          $ consul kv put redis/config/connections 5

                      Read it back:

                          $ consul kv get redis/config/connections
                    """;
            case "operator" -> """
                    Usage: consul operator <subcommand> [options] [args]

                      Looks into the cluster of servers and repairs it.

                      The servers that agree on all writes:

                          $ consul operator raft list-peers

                      How they are looked after:

                          $ consul operator autopilot get-config
                    """;
            case "operator autopilot" -> """
                    Usage: consul operator autopilot <subcommand> [options]

                      Shows and changes the settings of autopilot, which looks after the servers.

                      Show them:

                          $ consul operator autopilot get-config

                      Keep failed servers:

                          $ consul operator autopilot set-config -cleanup-dead-servers=false
                    """;
            case "operator raft" -> """
                    Usage: consul operator raft <subcommand> [options]

                      Shows and repairs the Raft configuration: the servers that agree on writes.

                      Show the servers:

                          $ consul operator raft list-peers

                      Remove one that is lost:

                          $ consul operator raft remove-peer -address=10.0.0.5:8300
                    """;
            case "snapshot" -> """
                    Usage: consul snapshot <subcommand> [options] [args]

                      Saves, restores and inspects the state of the servers.

                      Save it:

                          $ consul snapshot save backup.snap

                      See what a file holds:

                          $ consul snapshot inspect backup.snap
                    """;
            default -> throw new IllegalStateException("no group \"" + group + "\"");
        };
    }
}
