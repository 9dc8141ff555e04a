package io.praetor.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.flags.FlagException;
import io.praetor.model.settings.SettingsException;
import io.praetor.model.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigLoaderTest {
    private static final String REQUIRED = "-hcl=bind_addr = \"127.0.0.1\" data_dir = \"/nowhere/data\"";

    @TempDir
    Path folder;

    @Test
    void hasTheDefaultsOfAClient() throws Exception {
        AgentConfig config = load(REQUIRED).config();

        assertThat(config.node().name()).isEqualTo("box");
        assertThat(config.node().datacenter()).isEqualTo("dc1");
        assertThat(config.server()).isEqualTo(new AgentConfig.ServerMode(false, false, 0, false));
        assertThat(config.ports()).isEqualTo(new AgentConfig.Ports(8600, 8500, -1, -1, 8301, 8302, 8300));
        assertThat(config.lifecycle().leaveOnTerminate()).isTrue();
        assertThat(config.lifecycle().skipLeaveOnInterrupt()).isFalse();
        assertThat(config.logging().level()).isEqualTo("INFO");
        assertThat(config.raft().multiplier()).isEqualTo(5);
        assertThat(config.reads().maxQueryTime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.http().kvMaxValueSize()).isEqualTo(524_288);
    }

    @Test
    void hasTheDefaultsOfADevServer() throws Exception {
        AgentConfig config = load("-dev").config();

        assertThat(config.server().enabled()).isTrue();
        assertThat(config.dataDirectory()).isNull();
        assertThat(config.network().bind().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(config.ports().grpc()).isEqualTo(8502);
        assertThat(config.logging().level()).isEqualTo("DEBUG");
        assertThat(config.lifecycle().skipLeaveOnInterrupt()).isTrue();
        assertThat(config.node().taggedAddresses())
                .isEqualTo(Map.of(
                        "lan", "127.0.0.1", "lan_ipv4", "127.0.0.1", "wan", "127.0.0.1", "wan_ipv4", "127.0.0.1"));
    }

    @Test
    void oneExpectedServerIsBootstrapMode() throws Exception {
        assertThat(load(REQUIRED, "-server", "-bootstrap-expect=1").config().server())
                .isEqualTo(new AgentConfig.ServerMode(true, true, 0, false));
    }

    @Test
    void saysWhatAClusterOfSuchASizeIsGoodFor() throws Exception {
        String advice = ". See https://www.consul.io/docs/internals/consensus.html#deployment-table";

        assertThat(load(REQUIRED, "-server", "-bootstrap-expect=1").warnings())
                .containsExactly(
                        "BootstrapExpect is set to 1; this is the same as Bootstrap mode.",
                        "bootstrap = true: do not enable unless necessary");
        assertThat(load(REQUIRED, "-server", "-bootstrap-expect=2").warnings())
                .containsExactly(
                        "bootstrap_expect = 2: A cluster with 2 servers will provide no failure tolerance" + advice,
                        "bootstrap_expect > 0: expecting 2 servers");
        assertThat(load(REQUIRED, "-server", "-bootstrap-expect=3").warnings())
                .containsExactly("bootstrap_expect > 0: expecting 3 servers");
        assertThat(load(REQUIRED, "-server", "-bootstrap-expect=4").warnings())
                .containsExactly(
                        "bootstrap_expect is even number: A cluster with an even number of servers does not achieve "
                                + "optimum fault tolerance" + advice,
                        "bootstrap_expect > 0: expecting 4 servers");
        assertThat(load("-dev").warnings()).isEmpty();
    }

    @Test
    void mergesFilesInTheOrderOfFlagsAndNames() throws Exception {
        Files.createDirectories(folder.resolve("conf/sub"));
        write(
                "conf/20.hcl",
                "datacenter = \"dctwenty\" dns_config { service_ttl { \"*\" = \"9s\" } } service { name = \"two\" }");
        write(
                "conf/10.json",
                "{\"datacenter\": \"dcten\", \"dns_config\": {\"service_ttl\": {\"one\": \"8s\"}}, \"service\":"
                        + " {\"name\": \"one\"}, \"recursors\": [\"127.0.0.91\"], \"node_meta\": {\"color\": \"blue\"}}");
        write("conf/30.json", "{\"recursors\": [\"127.0.0.92\"]}");
        write("conf/ignored.yaml", "%");
        write("conf/sub/40.json", "{\"datacenter\": \"sub\"}");
        write("last.json", "{\"datacenter\": \"dcfile\", \"domain\": \"lost\"}");

        LoadedConfig loaded = load(
                REQUIRED,
                "-config-dir=" + folder.resolve("conf"),
                "-config-file=" + folder.resolve("last.json"),
                "-domain=merged",
                "-node-meta=rack:9",
                "-recursor=127.0.0.90");

        Settings merged = new Settings(loaded.config().merged());
        assertThat(loaded.config().node().datacenter()).isEqualTo("dcfile");
        assertThat(loaded.config().node().meta()).isEqualTo(Map.of("color", "blue", "rack", "9"));
        assertThat(merged.text("domain")).isEqualTo("merged");
        assertThat(merged.map("dns_config.service_ttl")).isEqualTo(Map.of("one", "8s", "*", "9s"));
        assertThat(merged.texts("recursors")).containsExactly("127.0.0.90", "127.0.0.91", "127.0.0.92");
        assertThat(merged.objects("services")).extracting(s -> s.get("name")).containsExactly("one", "two");
        assertThat(loaded.warnings())
                .containsExactly("skipping file " + folder.resolve("conf/ignored.yaml")
                        + ", extension must be .hcl or .json, or config format must be set");
    }

    @Test
    void readsKeysInAnyCaseAndUnderTheirOldNames() throws Exception {
        AgentConfig config = load(REQUIRED, "-hcl=Datacenter = \"east\" check { name = \"c\" ScriptArgs = [\"a\"] }")
                .config();

        assertThat(config.node().datacenter()).isEqualTo("east");
        assertThat(config.merged()).containsEntry("checks", List.of(Map.of("name", "c", "args", List.of("a"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "data_dir = \"\"~data_dir cannot be empty",
                "bootstrap = true~'bootstrap = true' requires 'server = true'",
                "server = true bootstrap = true bootstrap_expect = 3~'bootstrap_expect > 0' and 'bootstrap = true' are"
                        + " mutually exclusive",
                "bootstrap_expect = 3~'bootstrap_expect > 0' requires 'server = true'",
                "server = true bootstrap_expect = -1~bootstrap_expect cannot be -1. Must be greater than or equal to"
                        + " zero",
                "datacenter = \"UPPER.x\"~datacenter can only contain lowercase alphanumeric, - or _ characters."
                        + " received: \"upper.x\"",
                "encrypt = \"short\"~encrypt has invalid key: illegal base64 data at input byte 4",
                "bind_addr = \"notanip\"~bind_addr cannot be empty",
                "bind_addr = \"1.2.3.4.5\"~bind_addr cannot be empty",
                "bind_addr = \"127.0.0.1 127.0.0.2\"~bind_addr cannot contain multiple addresses. Use"
                        + " 'addresses.{dns,http,https}' instead.",
                "bind_addr = \"unix:///tmp/s\"~bind_addr cannot be a unix socket",
                "advertise_addr = \"0.0.0.0\"~Advertise address cannot be 0.0.0.0, :: or [::]",
                "client_addr = \"unix://\"~1 error occurred:|* client_addr cannot be a unix socket||",
                "client_addr = \"not an address\"~1 error occurred:|* client_addr: invalid ip address: not||",
                "ports { dns = 99999 }~1 error occurred:|* ports.dns: invalid port: 99999||",
                "ports { serf_lan = 8500 }~Serf Advertise LAN address 127.0.0.1:8500 already configured for HTTP",
                "ports { http = 8600 }~HTTP address 127.0.0.1:8600 already configured for DNS",
                "bogus_key = 1~failed to parse flags-1.hcl: 1 error occurred:|* invalid config key bogus_key||",
                "ports { http = 1 foo = 2 } bar = 3~failed to parse flags-1.hcl: 2 errors occurred:|* invalid config"
                        + " key ports.foo|* invalid config key bar||",
                "ports { http = \"many\" }~failed to parse flags-1.hcl: 1 error(s) decoding:^^* 'ports.http' expected"
                        + " type 'int', got unconvertible type 'string'",
                "ports { http = \"x\" } bootstrap = 1~failed to parse flags-1.hcl: 2 error(s) decoding:^^* 'bootstrap'"
                        + " expected type 'bool', got unconvertible type 'int'^* 'ports.http' expected type 'int', got"
                        + " unconvertible type 'string'",
                "service { name = ~failed to parse flags-1.hcl: At 1:18: object expected closing RBRACE got: EOF",
                "autopilot { max_trailing_logs = -1 }~autopilot.max_trailing_logs cannot be -1. Must be greater than"
                        + " or equal to zero",
                "performance { raft_multiplier = 0 }~performance.raft_multiplier cannot be 0. Must be between 1 and 10",
                "dns_config { a_record_limit = -1 }~dns_config.a_record_limit cannot be -1. Must be greater than or"
                        + " equal to zero",
                "dns_config { node_ttl = \"soon\" }~1 error occurred:|* dns_config.node_ttl: invalid duration:"
                        + " \"soon\": time: invalid duration \"soon\"||",
                "reconnect_timeout = \"zz\"~1 error occurred:|* reconnect_timeout: invalid duration: \"zz\": time:"
                        + " invalid duration \"zz\"||",
                "recursors = [\"0.0.0.0\"]~DNS recursor address cannot be 0.0.0.0, :: or [::]",
                "alt_domain = \"node.other\"~alt_domain cannot start with {service,connect,node,query,addr,dc1}",
                "node_meta { \"\" = \"x\" }~node_meta invalid: Couldn't load metadata pair ('', 'x'): Key cannot be"
                        + " blank",
                "connect { ca_provider = \"magic\" }~magic is not a valid CA provider",
                "server = true auto_encrypt { tls = true }~auto_encrypt.tls can only be used on a client.",
                "ui_config { content_path = \"/v1/\" }~ui-content-path cannot have 'v[0-9]'. received: \"/v1/\"",
                "serf_lan_allowed_cidrs = [\"x\"]~serf_lan_allowed_cidrs: 1 error occurred:|* invalid cidr: x||",
                "http_config { allow_write_http_from = [\"x\"] }~allow_write_http_from: invalid cidr: x",
                "segment = \"alpha\"~Network segments are not supported in this version of Consul",
                "check_output_max_size = 0~check_output_max_size must be positive, to discard check output use the"
                        + " discard_check_output flag",
                "cache { entry_fetch_rate = 0 }~cache.entry_fetch_rate must be strictly positive, was: 0",
                "ports { sidecar_min_port = 3 sidecar_max_port = 2 }~sidecar_min_port must be less than"
                        + " sidecar_max_port. To disable, set both to zero.",
                "addresses { dns = \"unix:///x\" }~DNS address cannot be a unix socket",
                "advertise_addr_ipv4 = \"::1\"~1 error occurred:|* advertise_addr_ipv4 must be an ipv4 address||",
            })
    void refusesWithTheRecordedWords(String fragment, String message) {
        String expected = message.replace("||", "\n\n").replace("|", "\n\t").replace("^", "\n");

        assertThatThrownBy(() -> load(REQUIRED, "-hcl=" + fragment))
                .isInstanceOf(ConfigException.class)
                .hasMessage(expected);
    }

    @Test
    void refusesSourcesThatCannotBeRead() throws Exception {
        String missing = folder.resolve("missing.hcl").toString();
        write("noext", "x = 1");

        assertThatThrownBy(() -> load("-dev", "-config-file=" + missing))
                .hasMessage("config: Open failed on " + missing + ". open " + missing + ": no such file or directory");
        assertThatThrownBy(() -> load("-dev", "-config-format=xml"))
                .hasMessage("config: -config-format must be either 'hcl' or 'json'");
        assertThatThrownBy(() -> load("-dev", "-config-format=hcl", "-config-file=" + folder.resolve("noext")))
                .hasMessage("failed to parse " + folder.resolve("noext")
                        + ": 1 error occurred:\n\t* invalid config key x\n\n");
        assertThatThrownBy(() -> load("-bind=127.0.0.1", "-data-dir=" + folder.resolve("noext")))
                .hasMessage("data_dir \"" + folder.resolve("noext") + "\" is not a directory");
    }

    @Test
    void warnsAboutOldAndPaidKeys() throws Exception {
        assertThat(load(REQUIRED, "-hcl=acl_datacenter = \"dc1\" ui = true audit { enabled = false }")
                        .warnings())
                .containsExactly(
                        "The 'acl_datacenter' field is deprecated. Use the 'primary_datacenter' field instead.",
                        "The 'ui' field is deprecated. Use the 'ui_config.enabled' field instead.",
                        "\"audit\" is a Consul Enterprise configuration and will have no effect");
    }

    @Test
    void readsTheAuditStanza() throws Exception {
        LoadedConfig loaded = load(
                REQUIRED,
                "-hcl=audit { enabled = true sink \"My sink\" { type = \"file\" format = \"json\" path = \"/tmp/a.json\" "
                        + "delivery_guarantee = \"enforced\" rotate_duration = \"24h\" rotate_max_files = 15 "
                        + "rotate_bytes = 25165824 mode = \"0640\" } sink \"b\" { type = \"file\" path = \"/tmp/b.json\" "
                        + "rotate_bytes = 1 } }");

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config().audit().sinks())
                .containsExactly(
                        new AgentConfig.AuditSink(
                                "My sink", Path.of("/tmp/a.json"), true, "0640", 25_165_824, Duration.ofHours(24), 15),
                        new AgentConfig.AuditSink("b", Path.of("/tmp/b.json"), false, "0600", 1, Duration.ZERO, 0));
    }

    @Test
    void refusesAnAuditStanzaThatCannotBeMeant() {
        assertThatThrownBy(
                        () -> load(
                                REQUIRED,
                                "-hcl=audit { enabled = true include = [\"v1\"] exclude = [\"\"] sink \"a\" { type = \"syslog\" "
                                        + "format = \"xml\" path = \"/tmp/\" delivery_guarantee = \"sometimes\" mode = \"9\" } }"))
                .hasMessageContainingAll(
                        "audit.sink[a].type: must be \"file\", not \"syslog\"",
                        "audit.sink[a].format: must be \"json\", not \"xml\"",
                        "audit.sink[a].path: must be the name of a file",
                        "audit.sink[a].delivery_guarantee: must be \"best-effort\" or \"enforced\", not \"sometimes\"",
                        "audit.sink[a].mode: \"9\" is not an octal number of three digits",
                        "audit.sink[a].rotate_duration or rotate_bytes must be set",
                        "audit.include: \"v1\" is no path: it does not start with a slash",
                        "audit.exclude: \"\" is no path");
        assertThatThrownBy(() -> load(REQUIRED, "-hcl=audit { enabled = true }"))
                .hasMessageContaining("audit.enabled is true, but there is no audit.sink");
        assertThatThrownBy(() -> load(
                        REQUIRED,
                        "-hcl=audit { sink \"a\" { type = \"file\" path = \"/a\" rotate_bytes = 1 } "
                                + "sink \"b\" { type = \"file\" path = \"/a\" rotate_bytes = 1 } }"))
                .hasMessageContaining("audit.sink: two sinks have the same path");
        assertThatThrownBy(() -> load(REQUIRED, "-hcl=audit { sink \"a\" { foo = 1 } }"))
                .hasMessageContaining("invalid config key audit.sink[a].foo");
        assertThatThrownBy(() -> load(REQUIRED, "-hcl=audit { sink \"a\" { rotate_duration = \"x\" } }"))
                .hasMessageContaining("audit.sink[a].rotate_duration: invalid duration: \"x\"");
    }

    @Test
    void refusesAModeOfLimitsThatNobodyKnows() {
        assertThatThrownBy(() -> load(REQUIRED, "-hcl=limits { request_limits { mode = \"strict\" } }"))
                .hasMessageContaining("limits.request_limits.mode must be one of disabled, permissive, enforcing, was: "
                        + "\"strict\"");
    }

    @Test
    void aDryRunOfAccessControlIsSaidAloudAndNothingElseIsTakenForOne() throws Exception {
        assertThat(load(REQUIRED, "-hcl=acl { enabled = true enforcement = \"dry-run\" }")
                        .warnings())
                .singleElement()
                .asString()
                .contains("ACCESS CONTROL REFUSES NOTHING");
        assertThat(load(REQUIRED, "-hcl=acl { enabled = true enforcement = \"enforce\" }")
                        .warnings())
                .isEmpty();
        assertThat(load(REQUIRED, "-hcl=acl { enforcement = \"dry-run\" }").warnings())
                .containsExactly("acl.enforcement = \"dry-run\" has no effect without acl.enabled");
        for (String word : List.of("", "dryrun", "Dry-Run", "off")) {
            assertThatThrownBy(() -> load(REQUIRED, "-hcl=acl { enabled = true enforcement = \"" + word + "\" }"))
                    .hasMessageContaining("acl.enforcement must be \"enforce\" or \"dry-run\", was: \"" + word + "\"");
        }
    }

    @Test
    void warnsWhereAnybodyMayRegisterPrograms() throws Exception {
        String scripts = "-hcl=enable_script_checks = true ";

        assertThat(load(REQUIRED, scripts).warnings())
                .containsExactly("using enable-script-checks without ACLs and without allow_write_http_from is "
                        + "DANGEROUS, use enable-local-script-checks instead");
        assertThat(load(REQUIRED, scripts + "http_config { allow_write_http_from = [\"127.0.0.0/8\"] }")
                        .warnings())
                .isEmpty();
        assertThat(load(REQUIRED, scripts + "acl { enabled = true }").warnings())
                .isEmpty();
        assertThat(load(REQUIRED, "-hcl=enable_local_script_checks = true").warnings())
                .isEmpty();
    }

    @Test
    void advertisesTheOnlyPrivateAddressOfAnUnboundAgent() throws Exception {
        String data = "-data-dir=/nowhere/data";

        assertThat(new ConfigLoader(new TestMachine("lo 127.0.0.1/8", "eth0 10.1.2.3/24", "eth0 fe80::1/64"))
                        .load(AgentFlags.parse(List.of(data)).sources())
                        .config()
                        .network()
                        .advertiseLan()
                        .getHostAddress())
                .isEqualTo("10.1.2.3");
        assertThatThrownBy(() -> new ConfigLoader(new TestMachine("eth0 10.1.2.3/24", "eth1 192.168.0.1/24"))
                        .load(AgentFlags.parse(List.of(data)).sources()))
                .hasMessage(
                        "Multiple private IPv4 addresses found. Please configure one with 'bind' and/or 'advertise'.");
        assertThatThrownBy(() -> new ConfigLoader(new TestMachine("lo 127.0.0.1/8"))
                        .load(AgentFlags.parse(List.of(data)).sources()))
                .hasMessage("No private IPv4 address found");
    }

    @Test
    void everyFlagOfTheTableSetsAKeyThatExists() throws Exception {
        Map<String, String> values = Map.of("bool", "true");
        List<String> faults = new ArrayList<>();
        for (var flag : AgentFlags.definitions()) {
            String value =
                    flag.isBoolean() ? values.getOrDefault("bool", "") : flag.get() instanceof Integer ? "5" : "5s";
            if (List.of("config-file", "config-dir", "config-format", "hcl", "dev")
                    .contains(flag.name())) {
                continue;
            }
            Sources sources =
                    AgentFlags.parse(List.of("-" + flag.name() + "=" + value)).sources();
            for (Map<String, Object> part : List.of(sources.lists(), sources.scalars())) {
                try {
                    new SettingsReader().decode(part);
                } catch (SettingsException e) {
                    faults.add(flag.name() + ": " + e.getMessage());
                }
            }
        }

        assertThat(faults).isEmpty();
    }

    private static LoadedConfig load(String... arguments) throws ConfigException, FlagException {
        return new ConfigLoader(new TestMachine("lo 127.0.0.1/8"))
                .load(AgentFlags.parse(List.of(arguments)).sources());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
