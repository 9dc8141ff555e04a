package io.praetor.agent.config;

import io.praetor.agent.config.AgentConfig.Acl;
import io.praetor.agent.config.AgentConfig.Autopilot;
import io.praetor.agent.config.AgentConfig.Gossip;
import io.praetor.agent.config.AgentConfig.Http;
import io.praetor.agent.config.AgentConfig.Lifecycle;
import io.praetor.agent.config.AgentConfig.Logging;
import io.praetor.agent.config.AgentConfig.Network;
import io.praetor.agent.config.AgentConfig.Node;
import io.praetor.agent.config.AgentConfig.Ports;
import io.praetor.agent.config.AgentConfig.Raft;
import io.praetor.agent.config.AgentConfig.Reads;
import io.praetor.agent.config.AgentConfig.ServerMode;
import io.praetor.agent.config.AgentConfig.Tls;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes an [AgentConfig] of merged sources: defaults, derived values, faults.
final class ConfigBuilder {
    private final Settings settings;
    private final Machine machine;
    private final Addresses addresses;
    private final boolean dev;
    private final List<String> warnings;

    ConfigBuilder(Map<String, Object> merged, Machine machine, boolean dev, List<String> warnings) {
        this.settings = new Settings(merged);
        this.machine = machine;
        this.addresses = new Addresses(settings, machine);
        this.dev = dev;
        this.warnings = new ArrayList<>(warnings);
    }

    LoadedConfig build() throws ConfigException {
        warnings.addAll(Deprecations.warnings(settings));
        ServerMode server = server();
        Ports ports = ports();
        Network network = network();
        AgentConfig config = new AgentConfig(
                node(network),
                dev,
                path("data_dir"),
                server,
                network,
                ports,
                logging(),
                lifecycle(server.enabled()),
                raft(),
                http(),
                reads(),
                gossip(),
                tls(),
                acl(),
                autopilot(),
                settings.root());
        checkDurations();
        settings.check();
        warnings.addAll(new Validation(config, settings).run());
        return new LoadedConfig(config, warnings);
    }

    private Node node(Network network) {
        String datacenter = settings.text("datacenter", "dc1").toLowerCase(Locale.ROOT);
        String primary = settings.text("primary_datacenter", settings.text("acl_datacenter", ""))
                .toLowerCase(Locale.ROOT);
        String name = settings.text("node_name", "");
        return new Node(
                name.isEmpty() ? machine.hostName() : name,
                settings.text("node_id"),
                !settings.bool("disable_host_node_id", true),
                datacenter,
                primary.isEmpty() ? datacenter : primary,
                settings.map("node_meta"),
                taggedAddresses(network));
    }

    private Map<String, String> taggedAddresses(Network network) {
        Map<String, String> tagged = new LinkedHashMap<>();
        tag(tagged, "lan", network.advertiseLan());
        tag(tagged, "wan", network.advertiseWan());
        for (String key : List.of("lan_ipv4", "lan_ipv6", "wan_ipv4", "wan_ipv6")) {
            String setting = key.replace("lan", "advertise_addr").replace("wan", "advertise_addr_wan");
            InetAddress address = addresses.one(setting);
            if (address != null) {
                if ((address instanceof Inet4Address) != key.endsWith("4")) {
                    settings.fault(setting + " must be an " + key.substring(4) + " address");
                }
                tagged.put(key, IpText.of(address));
            }
        }
        tagged.putAll(settings.map("tagged_addresses"));
        return tagged;
    }

    private static void tag(Map<String, String> tagged, String name, InetAddress address) {
        tagged.put(name, IpText.of(address));
        tagged.put(name + (address instanceof Inet4Address ? "_ipv4" : "_ipv6"), IpText.of(address));
    }

    /// One expected server is the same as bootstrap mode.
    private ServerMode server() {
        int expect = settings.integer("bootstrap_expect", 0);
        boolean bootstrap = settings.bool("bootstrap", false);
        if (expect == 1) {
            warnings.add("BootstrapExpect is set to 1; this is the same as Bootstrap mode.");
            return new ServerMode(settings.bool("server", dev), true, 0);
        }
        return new ServerMode(settings.bool("server", dev), bootstrap, expect);
    }

    private Ports ports() {
        return new Ports(
                settings.port("ports.dns", 8600),
                settings.port("ports.http", 8500),
                settings.port("ports.https", -1),
                settings.port("ports.grpc", dev ? 8502 : -1),
                settings.port("ports.serf_lan", 8301),
                settings.port("ports.serf_wan", 8302),
                settings.port("ports.server", 8300));
    }

    private Network network() throws ConfigException {
        InetAddress bind = addresses.bind();
        InetAddress lan = addresses.one("advertise_addr");
        if (lan == null) {
            lan = addresses.one(bind instanceof Inet4Address ? "advertise_addr_ipv4" : "advertise_addr_ipv6");
        }
        if (lan != null && lan.isAnyLocalAddress()) {
            throw new ConfigException("Advertise address cannot be 0.0.0.0, :: or [::]");
        }
        if (lan == null) {
            lan = addresses.advertise(bind);
        }
        InetAddress wan = addresses.one("advertise_addr_wan");
        if (wan != null && wan.isAnyLocalAddress()) {
            throw new ConfigException("Advertise WAN address cannot be 0.0.0.0, :: or [::]");
        }
        InetAddress serfLan = addresses.one("serf_lan");
        InetAddress serfWan = addresses.one("serf_wan");
        List<ListenAddress> client = addresses.client();
        List<ListenAddress> dns = addresses.frontDoor("addresses.dns", client);
        if (dns.stream().anyMatch(ListenAddress.Unix.class::isInstance)) {
            throw new ConfigException("DNS address cannot be a unix socket");
        }
        return new Network(
                bind,
                lan,
                wan == null ? lan : wan,
                serfLan == null ? bind : serfLan,
                serfWan == null ? bind : serfWan,
                client,
                addresses.frontDoor("addresses.http", client),
                addresses.frontDoor("addresses.https", client),
                dns,
                addresses.frontDoor("addresses.grpc", client),
                settings.text("unix_sockets.mode", ""));
    }

    private Logging logging() {
        return new Logging(
                settings.text("log_level", dev ? "DEBUG" : "INFO"),
                settings.bool("log_json", false),
                settings.text("log_file"),
                settings.number("log_rotate_bytes", 0),
                settings.duration("log_rotate_duration", Duration.ofHours(24)),
                settings.integer("log_rotate_max_files", 0),
                settings.bool("enable_syslog", false),
                settings.text("syslog_facility", "LOCAL0"));
    }

    private Lifecycle lifecycle(boolean server) {
        return new Lifecycle(
                settings.bool("leave_on_terminate", !server),
                settings.bool("skip_leave_on_interrupt", server),
                settings.duration("performance.leave_drain_time", Duration.ofSeconds(5)),
                path("pid_file"));
    }

    private Raft raft() {
        return new Raft(
                settings.integer("raft_protocol", 3),
                settings.integer("performance.raft_multiplier", dev ? 1 : 5),
                dev ? Duration.ofMillis(35) : null,
                settings.number("raft_snapshot_threshold", 16_384),
                settings.duration("raft_snapshot_interval", Duration.ofSeconds(30)),
                settings.number("raft_trailing_logs", 10_240));
    }

    private Http http() {
        return new Http(
                settings.texts("http_config.allow_write_http_from"),
                settings.texts("http_config.block_endpoints"),
                settings.map("http_config.response_headers"),
                settings.integer("limits.http_max_conns_per_client", 200),
                settings.number("limits.kv_max_value_size", 524_288),
                settings.number("limits.txn_max_req_len", 524_288),
                settings.bool("disable_http_unprintable_char_filter", false),
                settings.bool("translate_wan_addrs", false),
                settings.duration("limits.https_handshake_timeout", Duration.ofSeconds(5)),
                dev,
                settings.bool("enable_debug", dev));
    }

    private Reads reads() {
        return new Reads(
                settings.duration("default_query_time", Duration.ofSeconds(300)),
                settings.duration("max_query_time", Duration.ofSeconds(600)),
                settings.duration("performance.rpc_hold_timeout", Duration.ofSeconds(7)),
                settings.duration("session_ttl_min", Duration.ofSeconds(10)),
                settings.duration("discovery_max_stale", Duration.ZERO));
    }

    private Gossip gossip() throws ConfigException {
        String encrypt = settings.text("encrypt", "");
        GossipKey key = encrypt.isEmpty() ? null : new GossipKey(Base64Key.decode(encrypt));
        return new Gossip(key, settings.bool("disable_coordinates", false));
    }

    private Tls tls() {
        boolean incoming = settings.bool("verify_incoming", false);
        boolean serverName = settings.bool("verify_server_hostname", false);
        return new Tls(
                incoming,
                settings.bool("verify_incoming_rpc", false),
                settings.bool("verify_incoming_https", false),
                settings.bool("verify_outgoing", false) || serverName,
                serverName,
                settings.text("ca_file", ""),
                settings.text("ca_path", ""),
                settings.text("cert_file", ""),
                settings.text("key_file", ""),
                settings.text("tls_min_version", "tls12"),
                List.of(settings.text("tls_cipher_suites", "").split(",", -1)).stream()
                        .map(String::strip)
                        .filter(suite -> !suite.isEmpty())
                        .toList(),
                settings.bool("auto_encrypt.tls", false));
    }

    private Acl acl() {
        boolean old = !settings.text("acl_datacenter", "").isEmpty();
        return new Acl(
                settings.bool("acl.enabled", old),
                settings.text("acl.default_policy", settings.text("acl_default_policy", "allow")),
                settings.text("acl.down_policy", settings.text("acl_down_policy", "extend-cache")),
                settings.text("acl.tokens.default", settings.text("acl_token", "")));
    }

    private Autopilot autopilot() {
        return new Autopilot(
                settings.bool("autopilot.cleanup_dead_servers", true),
                settings.duration("autopilot.last_contact_threshold", Duration.ofMillis(200)),
                settings.number("autopilot.max_trailing_logs", 250),
                settings.number("autopilot.min_quorum", 0),
                settings.duration("autopilot.server_stabilization_time", Duration.ofSeconds(10)));
    }

    private @Nullable Path path(String key) {
        String text = settings.text(key, "");
        return text.isEmpty() ? null : Path.of(text);
    }

    /// Durations without a place in the record yet are still read, so that a typing error shows.
    private void checkDurations() {
        for (String key : Validation.OTHER_DURATIONS) {
            settings.duration(key, Duration.ZERO);
        }
        settings.map("dns_config.service_ttl").forEach((name, text) -> {
            if (io.praetor.model.GoDuration.parseOrNull(text) == null) {
                settings.fault("dns_config.service_ttl[" + name + "]: invalid duration: \"" + text
                        + "\": time: invalid duration \"" + text + "\"");
            }
        });
    }
}
