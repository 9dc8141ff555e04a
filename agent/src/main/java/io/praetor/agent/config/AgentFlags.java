package io.praetor.agent.config;

import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagException;
import io.praetor.model.flags.FlagSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The command line of `consul agent` (`agent.md` §1): each flag sets a configuration key, except the few that name
/// sources.
public final class AgentFlags {
    private static final String TABLE = """
        advertise                  text advertise_addr            address other agents reach this one at
        advertise-wan              text advertise_addr_wan        address agents of other datacenters reach this one at
        allow-write-http-from      list http_config.allow_write_http_from  network that may use writing requests; repeatable
        alt-domain                 text alt_domain                second domain that DNS answers for
        auto-reload-config         bool auto_reload_config        reload when configuration files change
        bind                       text bind_addr                 address this agent binds to
        bootstrap                  bool bootstrap                 start as the only server of a new cluster
        bootstrap-expect           int  bootstrap_expect          number of servers that found the cluster together
        check_output_max_size      int  check_output_max_size     bytes of a check's output that are kept
        client                     text client_addr               addresses of the HTTP, DNS and gRPC interfaces
        data-dir                   text data_dir                  folder of the agent's state
        datacenter                 text datacenter                datacenter of the agent
        default-query-time         text default_query_time        how long a blocking read waits unless it says
        disable-host-node-id       bool disable_host_node_id      make up a node ID rather than derive it from the machine
        disable-keyring-file       bool disable_keyring_file      keep the gossip keys in memory only
        dns-port                   int  ports.dns                 port of the DNS interface, -1 for none
        domain                     text domain                    domain that DNS answers for
        enable-local-script-checks bool enable_local_script_checks  allow script checks from configuration files
        enable-script-checks       bool enable_script_checks      allow script checks from files and from the API
        encrypt                    text encrypt                   key of gossip encryption, in base 64
        grpc-port                  int  ports.grpc                port of the gRPC interface, -1 for none
        grpc-tls-port              int  ports.grpc_tls            port of gRPC over TLS, -1 for none
        http-port                  int  ports.http                port of the HTTP interface, -1 for none
        https-port                 int  ports.https               port of the HTTPS interface, -1 for none
        join                       list start_join                agent to join when starting; repeatable
        join-wan                   list start_join_wan            server of another datacenter to join; repeatable
        log-file                   text log_file                  file that the log is written to as well
        log-json                   bool log_json                  write the log as JSON
        log-level                  text log_level                 trace, debug, info, warn or error
        log-rotate-bytes           int  log_rotate_bytes          size at which a log file is put aside
        log-rotate-duration        text log_rotate_duration       time after which a log file is put aside
        log-rotate-max-files       int  log_rotate_max_files      how many old log files are kept, 0 for all
        max-query-time             text max_query_time            longest time a blocking read may wait
        node                       text node_name                 name of the node, unique in the cluster
        node-id                    text node_id                   UUID of the node
        node-meta                  pair node_meta                 key:value kept with the node; repeatable
        non-voting-server          bool non_voting_server         be a server without a vote, which answers reads
        pid-file                   text pid_file                  file that the process number is written to
        primary-gateway            list primary_gateways          mesh gateway of the primary datacenter; repeatable
        protocol                   int  protocol                  gossip protocol version
        raft-protocol              int  raft_protocol             Raft protocol version
        recursor                   list recursors                 DNS server for foreign names; repeatable
        rejoin                     bool rejoin_after_leave        join again after having left
        retry-interval             text retry_interval            time between attempts to join
        retry-interval-wan         text retry_interval_wan        time between attempts to join over the WAN
        retry-join                 list retry_join                agent to join, with repeated attempts; repeatable
        retry-join-wan             list retry_join_wan            the same over the WAN; repeatable
        retry-max                  int  retry_max                 number of attempts to join, 0 for no end
        retry-max-wan              int  retry_max_wan             the same over the WAN
        segment                    text segment                   without effect
        serf-lan-allowed-cidrs     list serf_lan_allowed_cidrs    network that LAN members may come from; repeatable
        serf-lan-bind              text serf_lan                  address of the LAN gossip
        serf-lan-port              int  ports.serf_lan            port of the LAN gossip
        serf-wan-allowed-cidrs     list serf_wan_allowed_cidrs    network that WAN members may come from; repeatable
        serf-wan-bind              text serf_wan                  address of the WAN gossip
        serf-wan-port              int  ports.serf_wan            port of the WAN gossip
        server                     bool server                    be a server rather than a client
        server-port                int  ports.server              port of the server RPC
        syslog                     bool enable_syslog             write the log to syslog as well
        ui                         bool ui_config.enabled         serve the built-in web UI
        ui-content-path            text ui_config.content_path    path of the web UI
        ui-dir                     text ui_config.dir             folder of a web UI of your own
        """;

    private final FlagSet set = new FlagSet();
    /// Files and folders share one list because their order among each other counts.
    private final List<String> paths = new ArrayList<>();
    private final Flag<String> format;
    private final Flag<Boolean> dev;
    private final Flag<List<String>> fragments;
    private final Map<String, Flag<?>> byKey = new LinkedHashMap<>();
    private List<String> rest = List.of();

    private AgentFlags() {
        set.define("config-file", "configuration file, .json or .hcl; repeatable", "", this::path);
        set.define("config-dir", "folder of configuration files; repeatable", "", this::path);
        format = set.text("config-format", "", "read every file as hcl or json");
        dev = set.bool("dev", false, "start a server that keeps everything in memory");
        fragments = set.texts("hcl", "fragment of configuration; repeatable");
        for (String line : TABLE.split("\n", -1)) {
            if (!line.isBlank()) {
                String[] words = line.split(" +", 4);
                byKey.put(words[2], define(words[0], words[1], words[3]));
            }
        }
    }

    private String path(String text) {
        paths.add(text);
        return text;
    }

    private Flag<?> define(String name, String kind, String usage) {
        return switch (kind) {
            case "text" -> set.text(name, "", usage);
            case "bool" -> set.bool(name, false, usage);
            case "int" -> set.integer(name, 0, usage);
            case "list" -> set.texts(name, usage);
            case "pair" -> set.repeatable(name, usage, Map.of(), AgentFlags::pair, FlagSet::merge);
            default -> throw new IllegalStateException("flag \"" + name + "\" has the unknown kind \"" + kind + "\"");
        };
    }

    private static Map<String, String> pair(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? Map.of(text, "") : Map.of(text.substring(0, colon), text.substring(colon + 1));
    }

    /// Reads a command line.
    ///
    /// @param arguments what follows the word `agent`
    public static AgentFlags parse(List<String> arguments) throws FlagException {
        AgentFlags flags = new AgentFlags();
        flags.rest = flags.set.parse(arguments);
        return flags;
    }

    /// The flags that exist, for the help text.
    public static Collection<Flag<?>> definitions() {
        return new AgentFlags().set.flags();
    }

    /// Arguments after the flags; an agent takes none.
    public List<String> rest() {
        return rest;
    }

    /// Where the configuration comes from.
    public Sources sources() {
        Map<String, Object> lists = new LinkedHashMap<>();
        Map<String, Object> scalars = new LinkedHashMap<>();
        byKey.forEach((key, flag) -> {
            if (flag.isSet()) {
                put(flag.get() instanceof List ? lists : scalars, key, value(flag.get()));
            }
        });
        return new Sources(dev.get(), lists, paths, format.get(), scalars, fragments.get());
    }

    private static Object value(Object value) {
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> into, String key, Object value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            into.put(key, value);
        } else {
            Object inner = into.computeIfAbsent(key.substring(0, dot), _ -> new LinkedHashMap<String, Object>());
            put((Map<String, Object>) inner, key.substring(dot + 1), value);
        }
    }
}
