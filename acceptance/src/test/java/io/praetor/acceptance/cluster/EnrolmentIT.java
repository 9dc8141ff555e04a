package io.praetor.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.cluster.Certificates.Pair;
import io.praetor.acceptance.cluster.Datacenter.Member;
import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.program.Ports;
import io.praetor.acceptance.wire.HttpRequest;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that come with nothing but an authority to believe, and get their certificates and configuration from
/// servers that take nobody without a certificate.
@Order(4)
class EnrolmentIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String MANAGEMENT = "5f3f6a1e-0b1c-4a59-9c4c-9b9f0f6f7a11";
    private static final String GOSSIP_KEY = "pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=";

    @TempDir
    private Path folder;

    private Certificates certificates;
    private Pair own;

    @BeforeEach
    void create() throws Exception {
        certificates = new Certificates(Files.createDirectory(folder.resolve("pki")));
        own = certificates.create("server");
    }

    private Member server(Datacenter datacenter, String more) throws IOException {
        return datacenter.server("s0", "-bootstrap-expect=1", strict(more));
    }

    private String strict(String more) {
        return "-hcl=verify_incoming = true verify_outgoing = true verify_server_hostname = true ca_file = \"%s\""
                        .formatted(certificates.ca())
                + " cert_file = \"%s\" key_file = \"%s\" ".formatted(own.cert(), own.key())
                + more;
    }

    private static String port(Member server) {
        return server.server().substring(server.server().indexOf(':') + 1);
    }

    private String run(String... words) throws IOException, InterruptedException {
        try (Child child = Child.start(List.of(words), Consul.environment(null), folder, folder.resolve("run"), "")) {
            child.finish(PATIENCE);
            return child.output();
        }
    }

    private static void awaitLog(Member member, String part) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!member.agent().process().output().contains(part)) {
            assertThat(System.nanoTime())
                    .as(
                            "%s never logged \"%s\":%n%s",
                            member.name(), part, member.agent().process().output())
                    .isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    @Test
    void aClientGetsItsCertificateFromTheServers() throws Exception {
        try (Datacenter datacenter = new Datacenter(folder)) {
            Member server = server(datacenter, "auto_encrypt { allow_tls = true }");
            datacenter.leader(server);
            int https = Ports.free(1).getFirst();
            String believing = "-hcl=verify_outgoing = true ca_file = \"%s\" ".formatted(certificates.ca());
            Member web = datacenter.client(
                    "web",
                    believing
                            + "auto_encrypt { tls = true dns_san = [\"web.example\"] } ports { https = %d server = %s }"
                                    .formatted(https, port(server)));

            datacenter.leader(web);
            assertThat(web.agent().put("/v1/kv/color", "red").text()).isEqualTo("true");
            assertThat(web.agent().get("/v1/kv/color?raw").text()).isEqualTo("red");
            Path roots = Files.writeString(
                    folder.resolve("roots.pem"),
                    run("curl", "-s", "http://127.0.0.1:" + port(web, 0) + "/v1/agent/connect/ca/roots")
                            .replaceAll("(?s).*\"RootCert\": ?\"(.*?)\".*", "$1")
                            .replace("\\n", "\n"));
            assertThat(run(
                            "openssl",
                            "s_client",
                            "-connect",
                            "127.0.0.1:" + https,
                            "-verify_return_error",
                            "-verify_hostname",
                            "web.example",
                            "-CAfile",
                            roots.toString()))
                    .contains("CN = web.agnt.")
                    .contains("Verify return code: 0 (ok)");

            Member bare = datacenter.client("bare", believing);
            datacenter.await(bare, "/v1/agent/members", "\"s0\"");
            HttpResponse answer = bare.agent().get("/v1/kv/color");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).contains("tls: ");
        }
    }

    private static int port(Member member, int which) {
        return member.ports().get(which);
    }

    private static HttpResponse asManager(Member member, String path) throws IOException {
        return member.agent().send(HttpRequest.of("GET", path).withHeader("X-Consul-Token", MANAGEMENT));
    }

    @Test
    void aClientGetsItsConfigurationFromTheServers() throws Exception {
        Tickets tickets = new Tickets();
        Path tokenFile = Files.writeString(
                folder.resolve("intro"),
                tickets.sign("db", "agents", Instant.now().plusSeconds(600)));
        String good = tickets.sign("web", "agents", Instant.now().plusSeconds(600));
        try (Datacenter datacenter = new Datacenter(folder)) {
            String rules = "auto_config { authorization { enabled = true static {"
                    + " bound_audiences = [\"agents\"] bound_issuer = \"tests\""
                    + " claim_mappings { node = \"node\" }"
                    + " claim_assertions = [\"value.node == \\\"${node}\\\"\"]"
                    + " jwt_validation_pub_keys = [\"%s\"] } } }"
                            .formatted(tickets.publicKey().replace("\n", "\\n"))
                    + " encrypt = \"%s\"".formatted(GOSSIP_KEY)
                    + " acl { enabled = true default_policy = \"deny\" tokens { master = \"%s\" } }"
                            .formatted(MANAGEMENT);
            Member server = server(datacenter, rules);
            datacenter.await(server, "/v1/status/leader", "127.0.0.1");
            String asking = "-hcl=verify_outgoing = true ca_file = \"%s\" auto_config { enabled = true"
                            .formatted(certificates.ca())
                    + " server_addresses = [\"%s\"]".formatted(server.server());
            Member expired = datacenter.client(
                    "old",
                    asking
                            + " intro_token = \"%s\" }"
                                    .formatted(tickets.sign(
                                            "old", "agents", Instant.now().minusSeconds(600))));
            Member elsewhere = datacenter.client(
                    "away",
                    asking
                            + " intro_token = \"%s\" }"
                                    .formatted(tickets.sign(
                                            "away", "others", Instant.now().plusSeconds(600))));
            Member late = datacenter.client("late", asking + " intro_token_file = \"%s\" }".formatted(tokenFile));
            Member web = datacenter.client("web", asking + " intro_token = \"%s\" }".formatted(good));

            datacenter.await(web, "/v1/status/leader", "127.0.0.1");
            awaitLog(expired, "Failed JWT authorization: error validating claims");
            awaitLog(elsewhere, "aud claim does not match any bound audience");
            awaitLog(late, "Failed JWT claim assertion");
            datacenter.kill(expired);
            datacenter.kill(elsewhere);
            Files.writeString(
                    tokenFile, tickets.sign("late", "agents", Instant.now().plusSeconds(600)));
            datacenter.await(late, "/v1/status/leader", "127.0.0.1");
            datacenter.kill(late);

            // with the token and the gossip key that it was given
            awaitRegistered(web);
            assertThat(asManager(server, "/v1/acl/tokens").text()).contains("Auto Config Token for Node \\\"web\\\"");
            Path kept = folder.resolve("web.data/auto-config.json");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                    .isEqualTo("rw-rw----");
            secretsAreNotTold(web, kept, good);
            itStartsWithoutAsking(datacenter, server, web, rules);
        }
    }

    private static void awaitRegistered(Member web) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (!last.contains("\"TaggedAddresses\":{\"")) {
            assertThat(System.nanoTime()).as(last).isLessThan(deadline);
            last = asManager(web, "/v1/catalog/node/web").text().replaceAll("\\s", "");
            Thread.sleep(50);
        }
    }

    private static void secretsAreNotTold(Member web, Path kept, String jwt) throws IOException {
        String json = Files.readString(kept);
        String secret = json.replaceAll("(?s).*\"AgentToken\": ?\"(.*?)\".*", "$1");
        assertThat(secret).hasSize(36);
        for (String told : List.of(
                asManager(web, "/v1/agent/self").text(), web.agent().process().output())) {
            assertThat(told)
                    .doesNotContain(secret)
                    .doesNotContain(jwt)
                    .doesNotContain(GOSSIP_KEY)
                    .doesNotContain("PRIVATE KEY");
        }
    }

    private void itStartsWithoutAsking(Datacenter datacenter, Member server, Member web, String rules)
            throws Exception {
        datacenter.kill(server);
        datacenter.kill(web);
        Member again = datacenter.client(
                "web",
                "-hcl=verify_outgoing = true ca_file = \"%s\" auto_config { enabled = true intro_token = \"none\""
                                .formatted(certificates.ca())
                        + " server_addresses = [\"%s\"] }".formatted(server.server()));
        datacenter.await(again, "/v1/status/leader", "No known Consul servers|No cluster leader|^\"\"$");
        try (Agent back = Agent.launched(
                folder,
                "s0",
                server.ports(),
                List.of(
                        "-server",
                        "-bootstrap-expect=1",
                        "-data-dir=" + folder.resolve("s0.data"),
                        "-hcl=performance { raft_multiplier = 1 }",
                        strict(rules)))) {
            back.awaitAnswer("/v1/status/leader", "127.0.0.1");
            datacenter.await(again, "/v1/status/leader", "127.0.0.1");
        }
    }
}
