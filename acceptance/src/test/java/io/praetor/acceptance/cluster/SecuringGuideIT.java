package io.praetor.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Follows `docs/securing.md` word for word.
@Order(3)
class SecuringGuideIT {
    private static final Path PAGE = Path.of("../docs/securing.md");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// A token's, or a key for gossip.
    private static final Pattern SECRET = Pattern.compile("(?<=SecretID: {9})\\S+|[A-Za-z0-9+/]{43}=");

    private final Set<String> secrets = new HashSet<>();

    @TempDir
    private Path folder;

    /// Some sixty programs are started one after the other, beside five agents.
    @Test
    @Timeout(1200)
    void everyStepWorks() throws Exception {
        List<Guide.Step> steps = Guide.read(PAGE);
        Map<String, Integer> addresses = Map.of("server1", 11, "server2", 12, "server3", 13, "web1", 21, "web2", 22);
        try (Hosts hosts = new Hosts(folder, addresses)) {
            for (Guide.Step step : steps) {
                switch (step) {
                    case Guide.Write write -> {
                        Path file = Files.createDirectories(hosts.folder(write.host()))
                                .resolve(write.name());
                        Files.writeString(file, hosts.here(write.host(), write.text()));
                    }
                    case Guide.Run run -> carryOut(hosts, run);
                }
                noteSecrets(hosts.folder(step.host()));
            }
            keysAreForTheirOwner(hosts);
            theNewCertificateIsInUse(hosts);
            logsHaveNoSecrets(hosts);
            serversTakeNothingInTheClear(hosts);
        }
    }

    private static void carryOut(Hosts hosts, Guide.Run run) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Pattern until = run.until();
        while (true) {
            Hosts.Result result = hosts.run(run.host(), run.script());
            if (until == null) {
                assertThat(result.code())
                        .as("%s:%n%s%n%s", run.host(), run.script(), result.output())
                        .isZero();
                return;
            }
            if (until.matcher(result.output()).find()) {
                return;
            }
            assertThat(System.nanoTime())
                    .as("never %s:%n%s%n%s%n%s", until, run.script(), result.output(), hosts.logs())
                    .isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    private static void keysAreForTheirOwner(Hosts hosts) throws IOException {
        for (String host : List.of("server1", "server2", "server3", "web1", "web2")) {
            String token = host.equals("web1") ? "opt/consul/acl-tokens.json" : "etc/consul.d/token.hcl";
            for (String file : List.of("etc/consul.d/encrypt.hcl", "etc/consul.d/tls/agent-key.pem", token)) {
                assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(hosts.folder(host).resolve(file))))
                        .as(host + " " + file)
                        .isEqualTo("rw-------");
            }
        }
    }

    /// Of the next authority.
    private static void theNewCertificateIsInUse(Hosts hosts) throws IOException, InterruptedException {
        String serial = "openssl x509 -noout -serial";
        String shown = hosts.run(
                        "web1", "openssl s_client -connect localhost:8501 < /dev/null 2> /dev/null | " + serial)
                .output();
        String made =
                hosts.run("yours", serial + " -in next/dc1-client-consul-0.pem").output();

        assertThat(shown).startsWith("serial=").isEqualTo(made);
    }

    /// The page removes its files in the end.
    private void noteSecrets(Path files) throws IOException {
        for (String name : List.of("bootstrap.txt", "you.txt", "web.txt", "gossip.key", "encrypt.hcl")) {
            Path file = files.resolve(name);
            if (Files.exists(file)) {
                SECRET.matcher(Files.readString(file)).results().forEach(found -> secrets.add(found.group()));
            }
        }
    }

    private void logsHaveNoSecrets(Hosts hosts) throws IOException {
        assertThat(secrets).hasSize(5);
        String logs = hosts.logs();
        for (String secret : secrets) {
            assertThat(logs).doesNotContain(secret);
        }
    }

    private static void serversTakeNothingInTheClear(Hosts hosts) throws IOException, InterruptedException {
        for (int port : new int[] {8500, 8300}) {
            Hosts.Result result = hosts.run(
                    "web2",
                    "curl -sS --max-time 10 http://%s:%d/v1/status/leader || true"
                            .formatted(hosts.address("server1"), port));
            assertThat(result.output()).as("port " + port).startsWith("curl: (");
        }
    }
}
