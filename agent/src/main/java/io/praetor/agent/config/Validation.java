package io.praetor.agent.config;

import io.praetor.model.IpText;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The rules between settings (`agent.md` §3). The first fault is thrown; what may be meant so comes back as warnings.
final class Validation {
    private static final List<String> NOT_NEGATIVE =
            List.of("autopilot.max_trailing_logs", "dns_config.udp_answer_limit", "dns_config.a_record_limit");

    private static final String DEPLOYMENT_TABLE =
            "https://www.consul.io/docs/internals/consensus.html#deployment-table";

    private static final Pattern DATACENTER = Pattern.compile("[a-z0-9_-]+");
    private static final Pattern DNS_NAME = Pattern.compile("[A-Za-z0-9-]+");

    private final AgentConfig config;
    private final Settings settings;
    private final List<String> warnings = new ArrayList<>();

    Validation(AgentConfig config, Settings settings) {
        this.config = config;
        this.settings = settings;
    }

    List<String> run() throws ConfigException {
        names();
        UiRules.check(settings, config.devMode());
        dataDirectory();
        numbers();
        scripts();
        accessControl();
        server();
        dns();
        portRanges();
        connect();
        new AutoConfigRules(config).check();
        networks();
        PoolRules.check(config);
        listenersAreDistinct();
        DefinitionReader.check(config.definitions().services());
        return warnings;
    }

    private void accessControl() {
        if (config.acl().dryRun()) {
            warnings.add(
                    config.acl().enabled()
                            ? "acl.enforcement = \"dry-run\": ACCESS CONTROL REFUSES NOTHING on this agent. It only logs what "
                                    + "it would refuse. Set it to \"enforce\" when the log has nothing more to say"
                            : "acl.enforcement = \"dry-run\" has no effect without acl.enabled");
        }
    }

    /// Whoever may register a check that is a program may run any program.
    private void scripts() {
        if (config.checks().remoteScripts()
                && !config.acl().enabled()
                && config.http().allowWriteFrom().isEmpty()) {
            warnings.add("using enable-script-checks without ACLs and without allow_write_http_from is DANGEROUS, use "
                    + "enable-local-script-checks instead");
        }
    }

    private void names() throws ConfigException {
        String datacenter = config.node().datacenter();
        refuse(datacenter.isEmpty(), "datacenter cannot be empty");
        refuse(
                !DATACENTER.matcher(datacenter).matches(),
                "datacenter can only contain lowercase alphanumeric, - or _ characters. received: \"" + datacenter
                        + "\"");
        refuse(config.node().name().isEmpty(), "node_name cannot be empty");
        if (!DNS_NAME.matcher(config.node().name()).matches()) {
            warnings.add("Node name \"" + config.node().name() + "\" will not be discoverable via DNS due to invalid "
                    + "characters. Valid characters include all alpha-numerics and dashes.");
        }
        refuse(
                (settings.has("segment") && !settings.text("segment", "").isEmpty())
                        || !settings.objects("segments").isEmpty(),
                "Network segments are not supported in this version of Consul");
        Metadata.check(config.node().meta());
    }

    private void dataDirectory() throws ConfigException {
        Path directory = config.dataDirectory();
        if (config.devMode()) {
            return;
        }
        refuse(directory == null, "data_dir cannot be empty");
        if (directory != null) {
            refuse(
                    Files.exists(directory) && !Files.isDirectory(directory),
                    "data_dir \"" + directory + "\" is not a directory");
            refuse(
                    Files.isDirectory(directory.resolve("mdb")),
                    "data_dir \"" + directory
                            + "\" holds a folder \"mdb\" of Consul 0.5 or older, which cannot be read");
        }
    }

    private void numbers() throws ConfigException {
        for (String key : NOT_NEGATIVE) {
            long value = settings.number(key, 0);
            refuse(value < 0, key + " cannot be " + value + ". Must be greater than or equal to zero");
        }
        int multiplier = config.raft().multiplier();
        refuse(
                multiplier < 1 || multiplier > 10,
                "performance.raft_multiplier cannot be " + multiplier + ". Must be between 1 and 10");
        refuse(
                settings.integer("check_output_max_size", 4096) < 1,
                "check_output_max_size must be positive, to discard check output use the discard_check_output flag");
        refuse(
                settings.has("cache.entry_fetch_rate") && settings.real("cache.entry_fetch_rate", 1) <= 0,
                "cache.entry_fetch_rate must be strictly positive, was: "
                        + trimmed(settings.real("cache.entry_fetch_rate", 0)));
        refuse(
                settings.has("cache.entry_fetch_max_burst") && settings.integer("cache.entry_fetch_max_burst", 1) <= 0,
                "cache.entry_fetch_max_burst must be strictly positive, was: "
                        + settings.integer("cache.entry_fetch_max_burst", 0));
        int protocol = settings.integer("protocol", 2);
        refuse(
                protocol < 2 || protocol > 3,
                "protocol version " + protocol + " not supported, must be between 2 and 3");
    }

    private static String trimmed(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private void server() throws ConfigException {
        boolean server = config.server().enabled();
        int expect = config.server().bootstrapExpect();
        refuse(expect < 0, "bootstrap_expect cannot be " + expect + ". Must be greater than or equal to zero");
        refuse(expect > 0 && !server, "'bootstrap_expect > 0' requires 'server = true'");
        refuse(expect > 0 && config.devMode(), "'bootstrap_expect > 0' not allowed in dev mode");
        refuse(
                expect > 0 && config.server().bootstrap(),
                "'bootstrap_expect > 0' and 'bootstrap = true' are mutually exclusive");
        refuse(config.server().bootstrap() && !server, "'bootstrap = true' requires 'server = true'");
        refuse(
                server && settings.has("advertise_reconnect_timeout"),
                "advertise_reconnect_timeout can only be used on a client");
        if (server && !config.devMode()) {
            expectations(expect);
        }
        List<String> gateways = config.join().primaryGateways();
        refuse(!gateways.isEmpty() && !server, "'primary_gateways' requires 'server = true'");
        refuse(
                !gateways.isEmpty()
                        && config.node()
                                .primaryDatacenter()
                                .equals(config.node().datacenter()),
                "'primary_gateways' should only be configured in a secondary datacenter");
    }

    /// What a cluster of that many servers is good for.
    private void expectations(int expect) {
        if (config.server().bootstrap()) {
            warnings.add("bootstrap = true: do not enable unless necessary");
            return;
        }
        if (expect == 2) {
            warnings.add("bootstrap_expect = 2: A cluster with 2 servers will provide no failure tolerance. See "
                    + DEPLOYMENT_TABLE);
        } else if (expect > 0 && expect % 2 == 0) {
            warnings.add("bootstrap_expect is even number: A cluster with an even number of servers does not achieve "
                    + "optimum fault tolerance. See " + DEPLOYMENT_TABLE);
        }
        if (expect > 0) {
            warnings.add("bootstrap_expect > 0: expecting " + expect + " servers");
        }
    }

    private void dns() throws ConfigException {
        for (String recursor : config.dns().recursors()) {
            refuse(
                    List.of("0.0.0.0", "::", "[::]").contains(recursor),
                    "DNS recursor address cannot be 0.0.0.0, :: or [::]");
        }
        String alternative = settings.text("alt_domain", "");
        String first = alternative.contains(".") ? alternative.substring(0, alternative.indexOf('.')) : alternative;
        List<String> reserved = List.of(
                "service", "connect", "node", "query", "addr", config.node().datacenter());
        refuse(
                !alternative.isEmpty() && reserved.contains(first),
                "alt_domain cannot start with {" + String.join(",", reserved) + "}");
    }

    private void portRanges() throws ConfigException {
        Map<String, int[]> defaults =
                Map.of("sidecar", new int[] {21000, 21255}, "expose", new int[] {21500, 21755}, "proxy", new int[] {
                    20000, 20255
                });
        for (String name : List.of("proxy", "sidecar", "expose")) {
            int[] range = defaults.getOrDefault(name, new int[2]);
            long min = settings.number("ports." + name + "_min_port", range[0]);
            long max = settings.number("ports." + name + "_max_port", range[1]);
            refuse(
                    max < min,
                    name + "_min_port must be less than " + name + "_max_port. To disable, set both to zero.");
        }
    }

    private void connect() throws ConfigException {
        String provider = settings.text("connect.ca_provider", "");
        refuse(!List.of("", "consul", "vault", "aws-pca").contains(provider), provider + " is not a valid CA provider");
        if (!settings.bool("connect.enable_mesh_gateway_wan_federation", false)) {
            return;
        }
        refuse(
                !settings.bool("connect.enabled", config.devMode()),
                "'connect.enable_mesh_gateway_wan_federation=true' requires 'connect.enabled=true'");
        refuse(
                !config.server().enabled(),
                "'connect.enable_mesh_gateway_wan_federation = true' requires 'server = true'");
        refuse(
                config.node().name().contains("/"),
                "'connect.enable_mesh_gateway_wan_federation = true' requires that 'node_name' not contain '/'"
                        + " characters");
        refuse(
                !settings.texts("start_join_wan").isEmpty(),
                "'start_join_wan' is incompatible with 'connect.enable_mesh_gateway_wan_federation = true'");
        refuse(
                !settings.texts("retry_join_wan").isEmpty(),
                "'retry_join_wan' is incompatible with 'connect.enable_mesh_gateway_wan_federation = true'");
    }

    private void networks() throws ConfigException {
        for (String key : List.of("serf_lan_allowed_cidrs", "serf_wan_allowed_cidrs")) {
            List<String> bad = badNetworks(settings.texts(key));
            if (!bad.isEmpty()) {
                throw new ConfigException(key + ": " + ConfigException.listed(bad));
            }
        }
        for (String bad : badNetworks(settings.texts("http_config.allow_write_http_from"))) {
            throw new ConfigException("allow_write_http_from: " + bad);
        }
    }

    private static List<String> badNetworks(List<String> networks) {
        return networks.stream()
                .filter(text -> Cidr.parse(text) == null)
                .map(text -> "invalid cidr: " + text)
                .toList();
    }

    private void listenersAreDistinct() throws ConfigException {
        Map<String, String> taken = new HashMap<>();
        for (ListenAddress listener : config.network().dns()) {
            take(taken, listener, config.ports().dns(), "DNS");
        }
        for (ListenAddress listener : config.network().http()) {
            take(taken, listener, config.ports().http(), "HTTP");
        }
        for (ListenAddress listener : config.network().https()) {
            take(taken, listener, config.ports().https(), "HTTPS");
        }
        if (config.server().enabled()) {
            take(taken, config.network().advertiseLan(), config.ports().server(), "RPC Advertise");
        }
        take(taken, config.network().advertiseLan(), config.ports().serfLan(), "Serf Advertise LAN");
        if (config.server().enabled()) {
            take(taken, config.network().advertiseWan(), config.ports().serfWan(), "Serf Advertise WAN");
        }
    }

    private static void take(Map<String, String> taken, ListenAddress listener, int port, String name)
            throws ConfigException {
        if (listener instanceof ListenAddress.Ip ip) {
            take(taken, ip.address(), port, name);
        } else if (port > 0) {
            claim(taken, listener.toString(), name);
        }
    }

    private static void take(Map<String, String> taken, InetAddress address, int port, String name)
            throws ConfigException {
        if (port > 0) {
            claim(taken, IpText.of(address, port), name);
        }
    }

    private static void claim(Map<String, String> taken, String address, String name) throws ConfigException {
        String before = taken.putIfAbsent(address, name);
        refuse(before != null, name + " address " + address + " already configured for " + before);
    }

    private static void refuse(boolean wrong, String message) throws ConfigException {
        if (wrong) {
            throw new ConfigException(message);
        }
    }
}
