package io.praetor.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of any content are loaded or refused with a text that names them; nothing else ever happens.
final class ConfigFuzzTest {
    private static final int ROUNDS = 1_000;

    private static final String HCL = """
            datacenter = "east" # a comment
            server = true
            ports { http = 8500, dns = -1 }
            dns_config { node_ttl = "11s" service_ttl { "*" = "9s" } soa { refresh = 3 } }
            recursors = ["127.0.0.1", "{{ GetPrivateIP | printf \\"%s\\" }}"]
            /* more */ node_meta { a = "b" }
            service { name = "web" port = 80 tags = ["x"] weights { passing = 3 }
              check { http = "http://x" interval = "10s" header { A = ["b"] } }
              connect { sidecar_service { proxy { upstreams = [{ destination_name = "db" local_bind_port = 1 }] } } } }
            tls { defaults { ca_file = "x" } https { verify_incoming = false } }
            watches = [{ type = "key" key = "x" args = ["a"] }]
            domain = <<EOF
            x
            EOF
            """;

    private static final String JSON = """
            {"datacenter": "east", "server": true, "ports": {"http": 8500, "dns": -1}, "performance": {"raft_multiplier": 2},
             "dns_config": {"node_ttl": "11s", "service_ttl": {"*": "9s"}}, "limits": {"rpc_rate": 1.5e2},
             "service": {"name": "w\\u00e9b", "checks": [{"ttl": "1m"}, {"args": ["a"], "interval": "1s"}]},
             "services": [{"name": "a", "tagged_addresses": {"lan": {"address": "x", "port": 1}}}], "retry_join": []}
            """;

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "(",
            "\"",
            "=",
            ":",
            ",",
            "\n",
            "\\",
            "#",
            "/*",
            "*/",
            "//",
            "<<EOF",
            "EOF",
            "null",
            "true",
            "1e999",
            "-",
            "0x",
            "99999999999999999999",
            "\u0000",
            "\u00ff",
            "\ud83d\ude00",
            "{{",
            "}}",
            "${",
            "name",
            "ports",
            "service",
            "check",
            "\"10s\"",
            ".");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"hcl", "json"})
    void survivesMutationsOfAGoodFile(String format) throws Exception {
        String good = format.equals("hcl") ? HCL : JSON;
        Path file = folder.resolve("fuzzed." + format);
        ConfigLoader loader = new ConfigLoader(new TestMachine("lo 127.0.0.1/8"));
        Sources sources =
                AgentFlags.parse(List.of("-dev", "-config-file=" + file)).sources();
        Random random = new Random(20261127);
        int loaded = 0;

        Files.writeString(file, good);
        assertThatCode(() -> loader.load(sources)).doesNotThrowAnyException();
        for (int round = 0; round < ROUNDS; round++) {
            Files.write(file, mutated(good, random));
            try {
                assertThat(loader.load(sources)).isNotNull();
                loaded++;
            } catch (ConfigException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
        assertThat(loaded).as("mutations that are still valid").isPositive();
    }

    @Test
    void survivesBytesOfAnyKind() throws Exception {
        ConfigLoader loader = new ConfigLoader(new TestMachine("lo 127.0.0.1/8"));
        Random random = new Random(7);
        for (String format : List.of("hcl", "json")) {
            Path file = folder.resolve("noise." + format);
            Sources sources =
                    AgentFlags.parse(List.of("-dev", "-config-file=" + file)).sources();
            for (int round = 0; round < 500; round++) {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                Files.write(file, noise);
                try {
                    assertThat(loader.load(sources)).isNotNull();
                } catch (ConfigException e) {
                    assertThat(e.getMessage()).startsWith("failed to parse " + file + ": ");
                }
            }
        }
    }

    private static byte[] mutated(String good, Random random) {
        StringBuilder text = new StringBuilder(good);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
                default -> text.insert(at, text.substring(at, end));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
