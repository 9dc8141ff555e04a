package io.praetor.agent.config;

import io.praetor.agent.config.AgentConfig.Definitions;
import io.praetor.agent.config.AgentConfig.Lifecycle;
import io.praetor.agent.config.AgentConfig.Network;
import io.praetor.agent.config.AgentConfig.Node;
import io.praetor.agent.config.AgentConfig.PortRange;
import io.praetor.agent.config.AgentConfig.Ports;
import io.praetor.agent.config.AgentConfig.ServerMode;
import io.praetor.agent.config.AgentConfig.UnixSockets;
import io.praetor.model.IpText;
import io.praetor.model.settings.SettingsReader;
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
    private final SettingsReader reader;
    private final Settings settings;
    private final Machine machine;
    private final Addresses addresses;
    private final boolean dev;
    private final List<String> warnings;

    ConfigBuilder(
            SettingsReader reader, Map<String, Object> merged, Machine machine, boolean dev, List<String> warnings) {
        this.reader = reader;
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
        PlainParts parts = new PlainParts(settings, dev, warnings);
        PoolParts pools = new PoolParts(settings, dev);
        AutoConfigParts auto = new AutoConfigParts(settings, machine, addresses);
        AgentConfig config = new AgentConfig(
                node(network),
                dev,
                path("data_dir"),
                server,
                network,
                ports,
                parts.logging(),
                lifecycle(server.enabled()),
                parts.raft(),
                parts.http(),
                parts.reads(),
                pools.gossip(),
                pools.rpc(),
                pools.requestLimits(),
                parts.join(addresses),
                parts.tls(),
                auto.autoEncrypt(),
                auto.autoConfig(),
                parts.acl(),
                parts.autopilot(),
                parts.checks(),
                parts.sync(),
                parts.dns(addresses.texts("recursors")),
                parts.telemetry(),
                new AuditParts(settings).audit(),
                parts.cache(),
                parts.features(),
                definitions(),
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
        boolean nonVoter = settings.bool("non_voting_server", false);
        if (expect == 1) {
            warnings.add("BootstrapExpect is set to 1; this is the same as Bootstrap mode.");
            return new ServerMode(settings.bool("server", dev), true, 0, nonVoter);
        }
        return new ServerMode(settings.bool("server", dev), bootstrap, expect, nonVoter);
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
                new UnixSockets(
                        settings.text("unix_sockets.user", ""),
                        settings.text("unix_sockets.group", ""),
                        settings.text("unix_sockets.mode", "")));
    }

    private Lifecycle lifecycle(boolean server) {
        return new Lifecycle(
                settings.bool("leave_on_terminate", !server),
                settings.bool("skip_leave_on_interrupt", server),
                settings.duration("performance.leave_drain_time", Duration.ofSeconds(5)),
                path("pid_file"));
    }

    private @Nullable Path path(String key) {
        String text = settings.text(key, "");
        return text.isEmpty() ? null : Path.of(text);
    }

    /// Durations without a place in the record yet are still read, so that a typing error shows.
    private void checkDurations() {
        for (String key : reader.durations(settings::has)) {
            settings.duration(key, Duration.ZERO);
        }
    }

    private Definitions definitions() {
        DefinitionReader reader = new DefinitionReader(settings);
        return new Definitions(
                reader.services(),
                reader.checks(),
                settings.objects("watches"),
                range("sidecar", 21_000, 21_255),
                range("expose", 21_500, 21_755),
                settings.bool("enable_central_service_config", true));
    }

    private PortRange range(String name, int min, int max) {
        return new PortRange(
                settings.integer("ports." + name + "_min_port", min),
                settings.integer("ports." + name + "_max_port", max));
    }
}
