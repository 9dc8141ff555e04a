package io.praetor.cli;

import io.praetor.cli.acl.AuthMethodCreate;
import io.praetor.cli.acl.AuthMethodDelete;
import io.praetor.cli.acl.AuthMethodList;
import io.praetor.cli.acl.AuthMethodRead;
import io.praetor.cli.acl.AuthMethodUpdate;
import io.praetor.cli.acl.BindingRuleCreate;
import io.praetor.cli.acl.BindingRuleDelete;
import io.praetor.cli.acl.BindingRuleList;
import io.praetor.cli.acl.BindingRuleRead;
import io.praetor.cli.acl.BindingRuleUpdate;
import io.praetor.cli.acl.Bootstrap;
import io.praetor.cli.acl.Login;
import io.praetor.cli.acl.Logout;
import io.praetor.cli.acl.PolicyCreate;
import io.praetor.cli.acl.PolicyDelete;
import io.praetor.cli.acl.PolicyList;
import io.praetor.cli.acl.PolicyRead;
import io.praetor.cli.acl.PolicyUpdate;
import io.praetor.cli.acl.RoleCreate;
import io.praetor.cli.acl.RoleDelete;
import io.praetor.cli.acl.RoleList;
import io.praetor.cli.acl.RoleRead;
import io.praetor.cli.acl.RoleUpdate;
import io.praetor.cli.acl.SetAgentToken;
import io.praetor.cli.acl.Suggest;
import io.praetor.cli.acl.TemplatedPolicyList;
import io.praetor.cli.acl.TemplatedPolicyPreview;
import io.praetor.cli.acl.TemplatedPolicyRead;
import io.praetor.cli.acl.TokenClone;
import io.praetor.cli.acl.TokenCreate;
import io.praetor.cli.acl.TokenDelete;
import io.praetor.cli.acl.TokenList;
import io.praetor.cli.acl.TokenRead;
import io.praetor.cli.acl.TokenUpdate;
import io.praetor.cli.acl.TranslateRules;
import io.praetor.cli.acl.Why;
import io.praetor.cli.agent.EventCommand;
import io.praetor.cli.agent.ForceLeave;
import io.praetor.cli.agent.Info;
import io.praetor.cli.agent.Join;
import io.praetor.cli.agent.Keygen;
import io.praetor.cli.agent.Keyring;
import io.praetor.cli.agent.Leave;
import io.praetor.cli.agent.Maint;
import io.praetor.cli.agent.Members;
import io.praetor.cli.agent.Monitor;
import io.praetor.cli.agent.Reload;
import io.praetor.cli.agent.Rtt;
import io.praetor.cli.agent.VersionCommand;
import io.praetor.cli.base.Command;
import io.praetor.cli.catalog.CatalogDatacenters;
import io.praetor.cli.catalog.CatalogNodes;
import io.praetor.cli.catalog.CatalogServices;
import io.praetor.cli.connect.CaGetConfig;
import io.praetor.cli.connect.CaSetConfig;
import io.praetor.cli.debug.DebugCommand;
import io.praetor.cli.exec.ExecCommand;
import io.praetor.cli.kv.KvDelete;
import io.praetor.cli.kv.KvExport;
import io.praetor.cli.kv.KvGet;
import io.praetor.cli.kv.KvImport;
import io.praetor.cli.kv.KvPut;
import io.praetor.cli.lock.LockCommand;
import io.praetor.cli.operator.AutopilotGetConfig;
import io.praetor.cli.operator.AutopilotSetConfig;
import io.praetor.cli.operator.AutopilotShowState;
import io.praetor.cli.operator.RaftListPeers;
import io.praetor.cli.operator.RaftRecover;
import io.praetor.cli.operator.RaftRemovePeer;
import io.praetor.cli.operator.RaftTransferLeader;
import io.praetor.cli.services.ServicesDeregister;
import io.praetor.cli.services.ServicesRegister;
import io.praetor.cli.snapshot.SnapshotInspect;
import io.praetor.cli.snapshot.SnapshotRestore;
import io.praetor.cli.snapshot.SnapshotSave;
import io.praetor.cli.tls.TlsCaCreate;
import io.praetor.cli.tls.TlsCertCreate;
import io.praetor.cli.watch.WatchCommand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All commands: what they are called, what a listing says of them, and their classes.
final class CommandTable {
    /// Path and synopsis, alternately, sorted by path; a group is a path that others continue. The launcher sends
    /// `agent` and `validate`, which know the agent's configuration, to the agent's program.
    private static final String[] SYNOPSES = {
        "acl", "Interact with Consul's ACLs",
        "acl auth-method", "Manage Consul's ACL auth methods",
        "acl auth-method create", "Create an ACL auth method",
        "acl auth-method delete", "Delete an ACL auth method",
        "acl auth-method list", "List ACL auth methods",
        "acl auth-method read", "Read an ACL auth method",
        "acl auth-method update", "Update an ACL auth method",
        "acl binding-rule", "Manage Consul's ACL binding rules",
        "acl binding-rule create", "Create an ACL binding rule",
        "acl binding-rule delete", "Delete an ACL binding rule",
        "acl binding-rule list", "List ACL binding rules",
        "acl binding-rule read", "Read an ACL binding rule",
        "acl binding-rule update", "Update an ACL binding rule",
        "acl bootstrap", "Bootstrap Consul's ACL system",
        "acl policy", "Manage Consul's ACL policies",
        "acl policy create", "Create an ACL policy",
        "acl policy delete", "Delete an ACL policy",
        "acl policy list", "List ACL policies",
        "acl policy read", "Read an ACL policy",
        "acl policy update", "Update an ACL policy",
        "acl role", "Manage Consul's ACL roles",
        "acl role create", "Create an ACL role",
        "acl role delete", "Delete an ACL role",
        "acl role list", "List ACL roles",
        "acl role read", "Read an ACL role",
        "acl role update", "Update an ACL role",
        "acl set-agent-token", "Assign tokens for the Consul Agent's usage",
        "acl suggest", "Print the least policy for what a token is used for",
        "acl templated-policy", "Show the templates of ACL policies",
        "acl templated-policy list", "List the templates of ACL policies",
        "acl templated-policy preview", "Show the ACL policy that comes of a template",
        "acl templated-policy read", "Read a template of ACL policies",
        "acl token", "Manage Consul's ACL tokens",
        "acl token clone", "Clone an ACL token",
        "acl token create", "Create an ACL token",
        "acl token delete", "Delete an ACL token",
        "acl token list", "List ACL tokens",
        "acl token read", "Read an ACL token",
        "acl token update", "Update an ACL token",
        "acl translate-rules", "Translate the legacy rule syntax into the current syntax",
        "acl why", "Explain whether a token may do something",
        "agent", "Runs a Consul agent",
        "catalog", "Interact with the catalog",
        "catalog datacenters", "Lists all known datacenters",
        "catalog nodes", "Lists all nodes in the given datacenter",
        "catalog services", "Lists all registered services in a datacenter",
        "connect", "Interact with Consul Connect",
        "connect ca", "Interact with the Connect Certificate Authority (CA)",
        "connect ca get-config", "Display the current Connect CA configuration",
        "connect ca set-config", "Modify the current Connect CA configuration",
        "debug", "Records a debugging archive for operators",
        "event", "Fire a new event",
        "exec", "Executes a command on Consul nodes",
        "force-leave", "Forces a member of the cluster to enter the \"left\" state",
        "info", "Provides debugging information for operators.",
        "join", "Tell Consul agent to join cluster",
        "keygen", "Generates a new encryption key",
        "keyring", "Manages gossip layer encryption keys",
        "kv", "Interact with the key-value store",
        "kv delete", "Removes data from the KV store",
        "kv export", "Exports a tree from the KV store as JSON",
        "kv get", "Retrieves or lists data from the KV store",
        "kv import", "Imports a tree stored as JSON to the KV store",
        "kv put", "Sets or updates data in the KV store",
        "leave", "Gracefully leaves the Consul cluster and shuts down",
        "lock", "Execute a command holding a lock",
        "login", "Login to Consul using an auth method",
        "logout", "Destroy a Consul token created with login",
        "maint", "Controls node or service maintenance mode",
        "members", "Lists the members of a Consul cluster",
        "monitor", "Stream logs from a Consul agent",
        "operator", "Provides cluster-level tools for Consul operators",
        "operator autopilot", "Provides tools for modifying Autopilot configuration",
        "operator autopilot get-config", "Display the current Autopilot configuration",
        "operator autopilot set-config", "Modify the current Autopilot configuration",
        "operator autopilot state", "Display the current Autopilot state",
        "operator raft", "Provides cluster-level tools for Consul operators",
        "operator raft list-peers", "Display the current Raft peer configuration",
        "operator raft recover", "Prepare the recovery of a cluster without a quorum",
        "operator raft remove-peer", "Remove a Consul server from the Raft configuration",
        "operator raft transfer-leader", "Let another server lead",
        "reload", "Triggers the agent to reload configuration files",
        "rtt", "Estimates network round trip time between nodes",
        "services", "Interact with services",
        "services deregister", "Deregister services with the local agent",
        "services register", "Register services with the local agent",
        "snapshot", "Saves, restores and inspects snapshots of Consul server state",
        "snapshot inspect", "Displays information about a Consul snapshot file",
        "snapshot restore", "Restores snapshot of Consul server state",
        "snapshot save", "Saves snapshot of Consul server state",
        "tls", "Builtin helpers for creating CAs and certificates",
        "tls ca", "Helpers for CAs",
        "tls ca create", "Create a new consul CA",
        "tls cert", "Helpers for certificates",
        "tls cert create", "Create a new certificate",
        "validate", "Validate config files/directories",
        "version", "Prints the Consul version",
        "watch", "Watch for changes in Consul",
    };

    private CommandTable() {}

    /// One row of a listing.
    record Row(String name, String synopsis) {}

    /// A new object of the command with this path; null when there is none, or only a group.
    static @Nullable Command create(String path) {
        return switch (path) {
            case "acl auth-method create" -> new AuthMethodCreate();
            case "acl auth-method delete" -> new AuthMethodDelete();
            case "acl auth-method list" -> new AuthMethodList();
            case "acl auth-method read" -> new AuthMethodRead();
            case "acl auth-method update" -> new AuthMethodUpdate();
            case "acl binding-rule create" -> new BindingRuleCreate();
            case "acl binding-rule delete" -> new BindingRuleDelete();
            case "acl binding-rule list" -> new BindingRuleList();
            case "acl binding-rule read" -> new BindingRuleRead();
            case "acl binding-rule update" -> new BindingRuleUpdate();
            case "acl bootstrap" -> new Bootstrap();
            case "acl policy create" -> new PolicyCreate();
            case "acl policy delete" -> new PolicyDelete();
            case "acl policy list" -> new PolicyList();
            case "acl policy read" -> new PolicyRead();
            case "acl policy update" -> new PolicyUpdate();
            case "acl role create" -> new RoleCreate();
            case "acl role delete" -> new RoleDelete();
            case "acl role list" -> new RoleList();
            case "acl role read" -> new RoleRead();
            case "acl role update" -> new RoleUpdate();
            case "acl set-agent-token" -> new SetAgentToken();
            case "acl suggest" -> new Suggest();
            case "acl templated-policy list" -> new TemplatedPolicyList();
            case "acl templated-policy preview" -> new TemplatedPolicyPreview();
            case "acl templated-policy read" -> new TemplatedPolicyRead();
            case "acl token clone" -> new TokenClone();
            case "acl token create" -> new TokenCreate();
            case "acl token delete" -> new TokenDelete();
            case "acl token list" -> new TokenList();
            case "acl token read" -> new TokenRead();
            case "acl token update" -> new TokenUpdate();
            case "acl translate-rules" -> new TranslateRules();
            case "acl why" -> new Why();
            case "catalog datacenters" -> new CatalogDatacenters();
            case "catalog nodes" -> new CatalogNodes();
            case "catalog services" -> new CatalogServices();
            case "connect ca get-config" -> new CaGetConfig();
            case "connect ca set-config" -> new CaSetConfig();
            case "debug" -> new DebugCommand();
            case "event" -> new EventCommand();
            case "exec" -> new ExecCommand();
            case "force-leave" -> new ForceLeave();
            case "info" -> new Info();
            case "join" -> new Join();
            case "keygen" -> new Keygen();
            case "keyring" -> new Keyring();
            case "kv delete" -> new KvDelete();
            case "kv export" -> new KvExport();
            case "kv get" -> new KvGet();
            case "kv import" -> new KvImport();
            case "kv put" -> new KvPut();
            case "leave" -> new Leave();
            case "lock" -> new LockCommand();
            case "login" -> new Login();
            case "logout" -> new Logout();
            case "maint" -> new Maint();
            case "members" -> new Members();
            case "monitor" -> new Monitor();
            case "operator autopilot get-config" -> new AutopilotGetConfig();
            case "operator autopilot set-config" -> new AutopilotSetConfig();
            case "operator autopilot state" -> new AutopilotShowState();
            case "operator raft list-peers" -> new RaftListPeers();
            case "operator raft recover" -> new RaftRecover();
            case "operator raft remove-peer" -> new RaftRemovePeer();
            case "operator raft transfer-leader" -> new RaftTransferLeader();
            case "reload" -> new Reload();
            case "rtt" -> new Rtt();
            case "services deregister" -> new ServicesDeregister();
            case "services register" -> new ServicesRegister();
            case "snapshot inspect" -> new SnapshotInspect();
            case "snapshot restore" -> new SnapshotRestore();
            case "snapshot save" -> new SnapshotSave();
            case "tls ca create" -> new TlsCaCreate();
            case "tls cert create" -> new TlsCertCreate();
            case "version" -> new VersionCommand();
            case "watch" -> new WatchCommand();
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
            case "acl" -> """
                    Usage: consul acl <subcommand> [options] [args]

                      Says who may do what: policies hold rules, tokens and roles have policies.

                      The first token of a cluster:

                          $ consul acl bootstrap

                      All policies:

                          $ consul acl policy list

                      A token with one of them:

                          $ consul acl token create -policy-name=reader
                    """;
            case "acl auth-method" -> """
                    Usage: consul acl auth-method <subcommand> [options] [args]

                      Manages auth methods: who else is believed about who somebody is.

                      Create one from a file:

                          $ consul acl auth-method create -type=jwt -name=ci -config=@ci.json

                      Show it:

                          $ consul acl auth-method read -name=ci
                    """;
            case "acl binding-rule" -> """
                    Usage: consul acl binding-rule <subcommand> [options] [args]

                      Manages binding rules: what those may do who log in with an auth method.

                      Give whoever logs in the identity of a service:

                          $ consul acl binding-rule create -method=ci -bind-name=deploy

                      All rules of an auth method:

                          $ consul acl binding-rule list -method=ci
                    """;
            case "acl policy" -> """
                    Usage: consul acl policy <subcommand> [options] [args]

                      Manages policies: rules with a name.

                      Create one from a file:

                          $ consul acl policy create -name=web -rules=@web.hcl

                      Show it:

                          $ consul acl policy read -name=web
                    """;
            case "acl role" -> """
                    Usage: consul acl role <subcommand> [options] [args]

                      Manages roles: policies and identities under one name.

                      Create one:

                          $ consul acl role create -name=shop -policy-name=reader

                      Show it:

                          $ consul acl role read -name=shop
                    """;
            case "acl templated-policy" -> """
                    Usage: consul acl templated-policy <subcommand> [options] [args]

                      Shows templates of policies, which are filled in for each token or role.

                      All of them:

                          $ consul acl templated-policy list

                      The policy that comes of one:

                          $ consul acl templated-policy preview -name=builtin/service -var=name:api
                    """;
            case "acl token" -> """
                    Usage: consul acl token <subcommand> [options] [args]

                      Manages tokens: what requests show to be allowed.

                      Create one:

                          $ consul acl token create -description="report" -policy-name=reader

                      Show the one in use:

                          $ consul acl token read -self
                    """;
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
            case "connect" -> """
                    Usage: consul connect <subcommand> [options] [args]

                      Looks after the service mesh (Consul Connect).

                      How its certificates are signed:

                          $ consul connect ca get-config

                      Have them signed otherwise:

                          $ consul connect ca set-config -config-file=ca.json
                    """;
            case "connect ca" -> """
                    Usage: consul connect ca <subcommand> [options] [args]

                      Shows and changes the authority that signs the certificates of the mesh.

                      Show it:

                          $ consul connect ca get-config

                      Change it:

                          $ consul connect ca set-config -config-file=ca.json
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
            case "services" -> """
                    Usage: consul services <subcommand> [options] [args]

                      Registers services with the agent on this machine and takes them off it.

                      Register what a file defines:

                          $ consul services register web.json

                      Take it off again:

                          $ consul services deregister -id=web
                    """;
            case "snapshot" -> """
                    Usage: consul snapshot <subcommand> [options] [args]

                      Saves, restores and inspects the state of the servers.

                      Save it:

                          $ consul snapshot save backup.snap

                      See what a file holds:

                          $ consul snapshot inspect backup.snap
                    """;
            case "tls" -> """
                    Usage: consul tls <subcommand> <subcommand> [options]

                      Creates the certificates that agents need to speak TLS.

                      An authority for the cluster:

                          $ consul tls ca create

                      A certificate for a server:

                          $ consul tls cert create -server
                    """;
            case "tls ca" -> """
                    Usage: consul tls ca <subcommand> [options]

                      Creates the authority that signs the certificates of a cluster.

                      One for the domain "consul":

                          $ consul tls ca create

                      One that can sign for names in "example.org" only:

                          $ consul tls ca create -name-constraint -domain=example.org
                    """;
            case "tls cert" -> """
                    Usage: consul tls cert <subcommand> [options]

                      Creates certificates that the cluster's authority signs.

                      One for a client agent:

                          $ consul tls cert create -client

                      One for a server of the datacenter "dc2":

                          $ consul tls cert create -server -dc=dc2
                    """;
            default -> throw new IllegalStateException("no group \"" + group + "\"");
        };
    }
}
