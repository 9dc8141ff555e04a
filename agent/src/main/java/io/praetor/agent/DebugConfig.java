package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.ListenAddress;
import io.praetor.model.GoDuration;
import io.praetor.model.IpText;
import io.praetor.model.Version;
import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.StructCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The running configuration under its names in the original, without secrets (`GET /v1/agent/self`).
final class DebugConfig {
    private static final String TABLE = "debug-config.txt";

    private final AgentConfig config;
    private final TreeMap<String, @Nullable Object> shown = new TreeMap<>();

    private DebugConfig(AgentConfig config) {
        this.config = config;
    }

    /// @param nodeId the ID this run has
    static Map<String, @Nullable Object> of(AgentConfig config, String nodeId) {
        DebugConfig debug = new DebugConfig(config);
        debug.addTable();
        debug.addNode(nodeId);
        debug.addNetwork();
        debug.addRest();
        return Collections.unmodifiableMap(debug.shown);
    }

    private void addTable() {
        for (String line : table().split("\n", -1)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] words = line.split(" +", 4);
                String[] defaults = (words.length < 4 ? "" : words[3]).split("/", 2);
                String absent = config.devMode() ? defaults[defaults.length - 1] : defaults[0];
                shown.put(words[0], value(words[1], find(words[2]), absent));
            }
        }
    }

    private static String table() {
        try (InputStream table = DebugConfig.class.getResourceAsStream(TABLE)) {
            if (table == null) {
                throw new IllegalStateException("resource \"" + TABLE + "\" is missing");
            }
            return new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource \"" + TABLE + "\" cannot be read", e);
        }
    }

    private static Object value(String type, @Nullable Object found, String absent) {
        return switch (type) {
            case "bool" -> found == null ? Boolean.parseBoolean(absent) : found;
            case "int" -> found == null ? Long.parseLong(absent) : found;
            case "float" -> found == null ? Double.parseDouble(absent) : found;
            case "duration" -> GoDuration.format(GoDuration.parse(found == null ? absent : found.toString()));
            case "list" -> found == null ? List.of() : found;
            case "map" -> found == null ? Map.of() : found;
            case "secret" -> found == null ? "" : "hidden";
            default -> found == null ? absent : found;
        };
    }

    private @Nullable Object find(String key) {
        Object found = config.merged();
        for (String part : key.split("\\.", -1)) {
            if (!(found instanceof Map<?, ?> map)) {
                return null;
            }
            found = map.get(part);
        }
        return found;
    }

    private void addNode(String nodeId) {
        AgentConfig.Node node = config.node();
        shown.put("Bootstrap", config.server().bootstrap());
        shown.put("BootstrapExpect", (long) config.server().bootstrapExpect());
        shown.put("Datacenter", node.datacenter());
        shown.put("DevMode", config.devMode());
        shown.put("NodeID", nodeId);
        shown.put("NodeMeta", node.meta());
        shown.put("NodeName", node.name());
        shown.put("PrimaryDatacenter", node.primaryDatacenter());
        shown.put("Revision", Version.revision());
        shown.put("ServerMode", config.server().enabled());
        shown.put("TaggedAddresses", node.taggedAddresses());
        shown.put("Version", Version.NUMBER);
        shown.put("VersionPrerelease", Version.PRERELEASE);
    }

    private void addNetwork() {
        AgentConfig.Network network = config.network();
        AgentConfig.Ports ports = config.ports();
        shown.put("BindAddr", IpText.of(network.bind()));
        shown.put("ClientAddrs", network.client().stream().map(Object::toString).toList());
        List<String> dns = new ArrayList<>(urls("tcp", network.dns(), ports.dns()));
        dns.addAll(urls("udp", network.dns(), ports.dns()));
        shown.put("DNSAddrs", dns);
        shown.put("DNSPort", (long) ports.dns());
        shown.put("HTTPAddrs", urls("tcp", network.http(), ports.http()));
        shown.put("HTTPPort", (long) ports.http());
        shown.put("HTTPSAddrs", urls("tcp", network.https(), ports.https()));
        shown.put("HTTPSPort", (long) ports.https());
        shown.put("GRPCAddrs", urls("tcp", network.grpc(), ports.grpc()));
        shown.put("GRPCPort", (long) ports.grpc());
        shown.put("AdvertiseAddrLAN", IpText.of(network.advertiseLan()));
        shown.put("AdvertiseAddrWAN", IpText.of(network.advertiseWan()));
        shown.put("RPCAdvertiseAddr", url(network.advertiseLan(), ports.server()));
        shown.put("RPCBindAddr", url(network.bind(), ports.server()));
        shown.put("SerfAdvertiseAddrLAN", url(network.advertiseLan(), ports.serfLan()));
        shown.put("SerfAdvertiseAddrWAN", url(network.advertiseWan(), ports.serfWan()));
        shown.put("SerfBindAddrLAN", url(network.serfLan(), ports.serfLan()));
        shown.put("SerfBindAddrWAN", url(network.serfWan(), ports.serfWan()));
        shown.put("SerfPortLAN", (long) ports.serfLan());
        shown.put("SerfPortWAN", (long) ports.serfWan());
        shown.put("ServerPort", (long) ports.server());
    }

    private static List<String> urls(String scheme, List<ListenAddress> listeners, int port) {
        return listeners.stream()
                .filter(listener -> port > 0 || listener instanceof ListenAddress.Unix)
                .map(listener -> switch (listener) {
                    case ListenAddress.Unix unix -> unix.toString();
                    case ListenAddress.Ip ip -> scheme + "://" + IpText.of(ip.address(), port);
                })
                .toList();
    }

    private static String url(InetAddress address, int port) {
        return "tcp://" + IpText.of(address, port);
    }

    /// A definition as it travels, without its secret.
    private static <T> Map<String, @Nullable Object> fields(StructCodec<T> codec, T definition) {
        try {
            @Nullable Map<String, @Nullable Object> written = Json.parse(Codecs.ANY_MAP, Json.compact(codec, definition));
            Map<String, @Nullable Object> fields = new TreeMap<>();
            if (written != null) {
                fields.putAll(written);
            }
            fields.put("Token", "hidden");
            return fields;
        } catch (DecodeException e) {
            throw new IllegalStateException("a definition that was written cannot be read", e);
        }
    }

    private void addRest() {
        AgentConfig.Logging logging = config.logging();
        shown.put("ACLsEnabled", config.acl().enabled());
        shown.put("ACLDefaultPolicy", config.acl().defaultPolicy());
        shown.put("ACLDatacenter", config.node().primaryDatacenter());
        shown.put("AllowWriteHTTPFrom", config.http().allowWriteFrom());
        shown.put("LeaveOnTerm", config.lifecycle().leaveOnTerminate());
        shown.put("SkipLeaveOnInt", config.lifecycle().skipLeaveOnInterrupt());
        shown.put("DNSRecursors", config.dns().recursors());
        shown.put("PrimaryGateways", config.join().primaryGateways());
        shown.put("RetryJoinLAN", config.join().retry());
        shown.put("RetryJoinWAN", config.join().retryWan());
        shown.put("StartJoinAddrsLAN", config.join().start());
        shown.put("StartJoinAddrsWAN", config.join().startWan());
        AgentConfig.Definitions definitions = config.definitions();
        shown.put(
                "Services",
                definitions.services().stream()
                        .map(service -> {
                            Map<String, @Nullable Object> fields = fields(ServiceDefinition.CODEC, service);
                            // an empty map here, where registrations say null
                            fields.computeIfAbsent("TaggedAddresses", _ -> Map.of());
                            fields.computeIfAbsent("Meta", _ -> Map.of());
                            return fields;
                        })
                        .toList());
        shown.put(
                "Checks",
                definitions.checks().stream()
                        .map(check -> fields(CheckDefinition.CODEC, check))
                        .toList());
        TreeMap<String, @Nullable Object> log = new TreeMap<>();
        log.put("EnableSyslog", logging.syslog());
        log.put("LogFilePath", logging.file() == null ? "" : logging.file());
        log.put("LogJSON", logging.json());
        log.put("LogLevel", logging.level());
        log.put("LogRotateBytes", logging.rotateBytes());
        log.put("LogRotateDuration", GoDuration.format(logging.rotateEvery().toNanos()));
        log.put("LogRotateMaxFiles", (long) logging.rotateMaxFiles());
        log.put("Name", "");
        log.put("SyslogFacility", logging.syslogFacility());
        shown.put("Logging", log);
    }
}
