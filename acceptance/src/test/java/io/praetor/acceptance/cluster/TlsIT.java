package io.praetor.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.cluster.Certificates.Pair;
import io.praetor.acceptance.cluster.Datacenter.Member;
import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents that speak TLS with each other and with their users, with certificates of `consul tls`.
@Order(3)
class TlsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private Certificates certificates;
    private Path authorities;
    private Pair cli;

    @BeforeEach
    void create() throws Exception {
        certificates = new Certificates(Files.createDirectory(folder.resolve("pki")));
        authorities = folder.resolve("authorities.pem");
        Certificates.copy(certificates.ca(), authorities);
        cli = certificates.create("cli");
    }

    /// The files of one agent; they are replaced when its certificate is.
    private Pair place(String agent, Pair first) throws IOException {
        Pair place = new Pair(folder.resolve(agent + "-cert.pem"), folder.resolve(agent + "-key.pem"));
        first.copyTo(place);
        return place;
    }

    private Datacenter datacenter() {
        return new Datacenter(
                folder,
                List.of("-hcl=verify_incoming = true verify_outgoing = true verify_server_hostname = true"
                        + " ca_file = \"%s\"".formatted(authorities)));
    }

    private static String[] flags(Pair place, int https) {
        return new String[] {
            "-hcl=cert_file = \"%s\" key_file = \"%s\" ports { https = %d }".formatted(place.cert(), place.key(), https)
        };
    }

    private String run(String... words) throws IOException, InterruptedException {
        try (Child child = Child.start(List.of(words), Consul.environment(null), folder, folder.resolve("run"), "")) {
            child.finish(PATIENCE);
            return child.output();
        }
    }

    @Test
    void everybodyShowsACertificate() throws Exception {
        try (Datacenter datacenter = datacenter()) {
            List<Integer> https = Ports.free(4);
            List<Member> servers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Pair place = place("s" + i, certificates.create("server"));
                servers.add(datacenter.server("s" + i, flags(place, https.get(i))));
            }
            Member web = datacenter.client("web", flags(place("web", certificates.create("client")), https.get(3)));
            Member leader = datacenter.leader(web);
            datacenter.await(web, "/v1/operator/raft/configuration", "(?s)(\"Voter\": ?true.*){3}");
            assertThat(web.agent().put("/v1/kv/color", "red").text()).isEqualTo("true");
            for (Member server : servers) {
                datacenter.await(server, "/v1/kv/color?raw&stale", "red");
            }
            snapshotsTravel(datacenter, web);
            opensslAndCurlGetThrough(https.get(3));
            plainIsRefused(leader);
            strangersAreRefused(datacenter, leader);

            datacenter.kill(leader);

            datacenter.leader(web);
            assertThat(web.agent().put("/v1/kv/color", "blue").text()).isEqualTo("true");
        }
    }

    private void snapshotsTravel(Datacenter datacenter, Member web) throws IOException, InterruptedException {
        assertThat(datacenter.consul(web, "snapshot", "save", folder + "/backup.snap"))
                .startsWith("Saved and verified snapshot");
        assertThat(datacenter.consul(web, "snapshot", "restore", folder + "/backup.snap"))
                .isEqualTo("Restored snapshot\n");
    }

    private void opensslAndCurlGetThrough(int https) throws IOException, InterruptedException {
        String ca = authorities.toString();
        String[] shown = {"-cert", cli.cert().toString(), "-key", cli.key().toString()};
        assertThat(sClient(https, ca, shown))
                .contains("Verify return code: 0 (ok)")
                .contains("TLSv1.3");
        assertThat(sClient(https, ca, shown[0], shown[1], shown[2], shown[3], "-tls1_2"))
                .contains("Verify return code: 0 (ok)");
        assertThat(sClient(https, ca, "-tls1_2")).contains("alert");
        assertThat(sClient(https, ca, "-tls1_1")).contains("no peer certificate available");
        String url = "https://localhost:" + https + "/v1/kv/color?raw";
        assertThat(run("curl", "-sS", "--cacert", ca, "--cert", shown[1], "--key", shown[3], url))
                .isEqualTo("red");
        assertThat(run("curl", "-sS", "--cacert", ca, url)).startsWith("curl: (");
        assertThat(run("curl", "-sS", "--cert", shown[1], "--key", shown[3], url))
                .contains("certificate");
        assertThat(run(
                        Consul.launcher().toString(),
                        "kv",
                        "get",
                        "-http-addr=https://localhost:" + https,
                        "-ca-file=" + ca,
                        "-client-cert=" + shown[1],
                        "-client-key=" + shown[3],
                        "color"))
                .isEqualTo("red\n");
    }

    private String sClient(int port, String ca, String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + port,
                "-servername",
                "localhost",
                "-verify_return_error",
                "-verify_hostname",
                "localhost",
                "-CAfile",
                ca));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private static void plainIsRefused(Member server) throws IOException {
        int port = Integer.parseInt(server.server().substring(server.server().indexOf(':') + 1));
        for (int first : new int[] {0, 1, 4, 5}) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout((int) PATIENCE.toMillis());
                socket.getOutputStream().write(new byte[] {(byte) first, 0, 0, 0, 0});
                assertThat(socket.getInputStream().read()).as("byte " + first).isEqualTo(-1);
            } catch (SocketException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
        }
    }

    /// Agents that gossip takes in, for gossip has keys of its own.
    private void strangersAreRefused(Datacenter datacenter, Member leader) throws Exception {
        Certificates others = new Certificates(Files.createDirectory(folder.resolve("others")));
        Pair foreign = place("foreign", others.create("client"));
        Member stranger = datacenter.client("stranger", flags(foreign, -1));
        datacenter.await(stranger, "/v1/agent/members", text -> text.contains("\"s0\"") && text.contains("\"s2\""));
        // who is a member is not a server to be asked at that very moment
        datacenter.await(stranger, "/v1/kv/color", "tls: ");
        assertThat(stranger.agent().get("/v1/kv/color").status()).isEqualTo(500);
        datacenter.kill(stranger);

        Pair clients = place("pretender", certificates.create("client"));
        Member pretender = datacenter.server("pretender", flags(clients, -1));
        datacenter.await(leader, "/v1/agent/members", "\"pretender\"");
        awaitLog(leader, "x509: certificate is valid for client.dc1.consul, localhost, not server.dc1.consul");
        assertThat(leader.agent().get("/v1/operator/raft/configuration").text())
                .doesNotContain("\"Voter\": true, \"pre");
        datacenter.kill(pretender);
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

    private static void reload(Datacenter datacenter, Member agent) throws IOException, InterruptedException {
        Datacenter.Result result = datacenter.run(agent, "reload");
        assertThat(result.code()).as(result.err()).isZero();
    }

    @Test
    void aRunningClusterTurnsToTls() throws Exception {
        try (Datacenter datacenter = new Datacenter(folder)) {
            List<Path> files = new ArrayList<>();
            List<Member> agents = new ArrayList<>();
            for (String name : List.of("s0", "s1", "s2", "web")) {
                Path file = Files.writeString(folder.resolve(name + ".hcl"), "");
                files.add(file);
                agents.add(
                        name.equals("web")
                                ? datacenter.client(name, "-config-file=" + file)
                                : datacenter.server(name, "-config-file=" + file));
            }
            Member web = agents.get(3);
            Member leader = datacenter.leader(web);
            datacenter.await(web, "/v1/operator/raft/configuration", "(?s)(\"Voter\": ?true.*){3}");
            Users users = new Users();
            users.each("writes", () -> web.agent().put("/v1/kv/w", "1").status());
            users.serve(20);
            String settings = "";
            for (String more : List.of(
                    "", "verify_outgoing = true\nverify_server_hostname = true\n", "verify_incoming = true\n")) {
                settings += more;
                for (int i = 0; i < 4; i++) {
                    Pair pair = place("turn" + i, certificates.create(i < 3 ? "server" : "client"));
                    Files.writeString(
                            files.get(i),
                            settings
                                    + "ca_file = \"%s\"%ncert_file = \"%s\"%nkey_file = \"%s\"%n"
                                            .formatted(authorities, pair.cert(), pair.key()));
                    reload(datacenter, agents.get(i));
                }
                users.serve(20);
            }
            users.stop();
            plainIsRefused(leader);

            datacenter.kill(leader);

            // the new leader's links are new ones
            datacenter.leader(web);
            assertThat(web.agent().put("/v1/kv/w", "2").text()).isEqualTo("true");
        }
    }

    @Test
    void whatIsWrongWithAFileIsOneLine() throws Exception {
        Pair server = certificates.create("server");
        Pair client = certificates.create("client");

        assertThat(refused(authorities, new Pair(server.cert(), client.key())))
                .isEqualTo(
                        "Error starting agent: key_file \"%s\" is not the key of the certificate in cert_file \"%s\"\n"
                                .formatted(client.key(), server.cert()));
        assertThat(refused(folder.resolve("none.pem"), server))
                .isEqualTo("Error starting agent: ca_file \"%s\": no such file or directory\n"
                        .formatted(folder.resolve("none.pem")));
        Path broken = Files.writeString(folder.resolve("broken.pem"), "nonsense");
        assertThat(refused(authorities, new Pair(broken, server.key())))
                .isEqualTo("Error starting agent: cert_file \"%s\": no certificate in PEM form\n".formatted(broken));
    }

    private String refused(Path ca, Pair pair) throws IOException, InterruptedException {
        List<String> flags = List.of(
                "-server",
                "-data-dir=" + folder.resolve("refused.data"),
                "-hcl=verify_incoming = true ca_file = \"%s\" cert_file = \"%s\" key_file = \"%s\""
                        .formatted(ca, pair.cert(), pair.key()));
        try (Agent agent = Agent.launched(folder, "refused", Ports.free(5), flags)) {
            assertThat(agent.process().finish(PATIENCE)).isEqualTo(1);
            assertThat(folder.resolve("refused.data")).doesNotExist();
            return agent.process().err();
        }
    }
}
