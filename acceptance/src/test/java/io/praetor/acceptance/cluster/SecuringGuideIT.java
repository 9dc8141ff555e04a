package io.praetor.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows `docs/securing.md` word for word.
@Order(3)
class SecuringGuideIT {
    private static final Path PAGE = Path.of("../docs/securing.md");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
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
            }
            keysAreForTheirOwner(hosts);
            theNewCertificateIsInUse(hosts);
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
        for (String file : List.of("etc/consul.d/encrypt.hcl", "etc/consul.d/tls/agent-key.pem")) {
            for (String host : List.of("server1", "web1", "web2")) {
                assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(hosts.folder(host).resolve(file))))
                        .as(host + " " + file)
                        .isEqualTo("rw-------");
            }
        }
    }

    private static void theNewCertificateIsInUse(Hosts hosts) throws IOException, InterruptedException {
        String serial = "openssl x509 -noout -serial";
        String shown = hosts.run("web1", """
                openssl s_client -connect localhost:8501 -cert /etc/consul.d/tls/cli.pem \
                    -key /etc/consul.d/tls/cli-key.pem < /dev/null 2> /dev/null | %s
                """.formatted(serial)).output();
        String made =
                hosts.run("yours", serial + " -in dc1-client-consul-2.pem").output();

        assertThat(shown).startsWith("serial=").isEqualTo(made);
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
