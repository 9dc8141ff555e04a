package io.praetor.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.cluster.Certificates.Pair;
import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Ports;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The settings of TLS at the listeners of one server, and files that are no good.
@Order(3)
class TlsSettingsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String AES_128 = "ECDHE-ECDSA-AES128-GCM-SHA256";
    private static final String AES_256 = "ECDHE-ECDSA-AES256-GCM-SHA384";
    private static final String REFUSED = "no peer certificate available";

    @TempDir
    private Path folder;

    private final List<Integer> ports = Ports.free(5);
    private final int https = Ports.free(1).getFirst();
    private Programs programs;
    private Certificates certificates;
    private Forgery forgery;
    private Pair server;
    private Pair cli;
    private Path config;
    private Agent agent;

    @BeforeEach
    void start() throws Exception {
        programs = new Programs(folder);
        Path made = Files.createDirectory(folder.resolve("pki"));
        certificates = new Certificates(made);
        forgery = new Forgery(Files.createDirectory(folder.resolve("forged")), certificates.ca());
        server = certificates.create("server");
        cli = certificates.create("cli");
        config = folder.resolve("agent.hcl");
        configure(strict(certificates.ca().toString(), server));
        agent = Agent.launched(
                folder,
                "s1",
                ports,
                List.of(
                        "-server",
                        "-bootstrap-expect=1",
                        "-data-dir=" + folder.resolve("data"),
                        "-config-file=" + config,
                        Datacenter.SLOW_HANDS,
                        "-hcl=enable_agent_tls_for_checks = true ports { https = %d }".formatted(https)));
        awaitText("/v1/status/leader", "127.0.0.1");
    }

    @AfterEach
    void end() {
        agent.close();
    }

    private void configure(String text) throws IOException {
        Files.writeString(config, text);
    }

    private static String strict(String ca, Pair pair) {
        return "verify_incoming = true\nverify_outgoing = true\nverify_server_hostname = true\n"
                + files("ca_file", ca, pair.cert(), pair.key());
    }

    private static String files(String authorities, String ca, Path cert, Path key) {
        return "%s = \"%s\"%ncert_file = \"%s\"%nkey_file = \"%s\"%n".formatted(authorities, ca, cert, key);
    }

    private void reload(String text) throws IOException {
        configure(text);
        HttpResponse answer = agent.put("/v1/agent/reload", "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private void awaitText(String path, String part) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (!last.contains(part)) {
            assertThat(System.nanoTime())
                    .as("%s: %s%n%s", path, last, agent.process().output())
                    .isLessThan(deadline);
            Thread.sleep(20);
            try {
                last = agent.get(path).text();
            } catch (IOException notYet) {
                last = notYet.toString();
            }
        }
    }

    // ---- listeners

    /// What the HTTPS port says to somebody with a good certificate.
    private String atHttps(String... more) throws IOException, InterruptedException {
        return at(https, more);
    }

    /// What the server port says to him, where TLS comes first.
    private String atRpc(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(more));
        words.addAll(List.of("-alpn", "consul/rpc-multi"));
        return at(ports.get(2), words.toArray(String[]::new));
    }

    private String at(int port, String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of("-cert", cli.cert().toString(), "-key", cli.key().toString()));
        words.addAll(List.of(more));
        return programs.sClient(port, words.toArray(String[]::new));
    }

    @Test
    @Timeout(1200)
    void eachListenerHasItsVersionsAndSuites() throws Exception {
        String ca = certificates.ca().toString();
        String defaults = strict(ca, server);
        assertThat(atHttps("-tls1_2")).contains("TLSv1.2, Cipher is ECDHE");
        assertThat(atHttps("-tls1_3")).contains("TLSv1.3, Cipher is TLS_AES");
        assertThat(atRpc("-tls1_2")).contains("TLSv1.2, Cipher is ECDHE");
        assertThat(atRpc("-tls1_3")).contains("TLSv1.3, Cipher is TLS_AES");
        assertThat(atHttps("-tls1_1")).contains(REFUSED);
        assertThat(atRpc("-tls1_1")).contains(REFUSED);

        // for all of them, in the older form
        reload(defaults + "tls_min_version = \"tls13\"\n");
        assertThat(atHttps("-tls1_2")).contains(REFUSED);
        assertThat(atRpc("-tls1_2")).contains(REFUSED);
        assertThat(atHttps("-tls1_3")).contains("TLSv1.3, Cipher is TLS_AES");
        assertThat(atRpc("-tls1_3")).contains("TLSv1.3, Cipher is TLS_AES");

        // for one of them
        reload(newer("https { tls_min_version = \"TLSv1_3\" }"));
        assertThat(atHttps("-tls1_2")).contains(REFUSED);
        assertThat(atRpc("-tls1_2")).contains("TLSv1.2, Cipher is ECDHE");
        reload(newer("internal_rpc { tls_min_version = \"TLSv1_3\" }"));
        assertThat(atHttps("-tls1_2")).contains("TLSv1.2, Cipher is ECDHE");
        assertThat(atRpc("-tls1_2")).contains(REFUSED);
        // grpc is another listener
        reload(newer("grpc { tls_min_version = \"TLSv1_3\" }"));
        assertThat(atHttps("-tls1_2")).contains("TLSv1.2, Cipher is ECDHE");
        assertThat(atRpc("-tls1_2")).contains("TLSv1.2, Cipher is ECDHE");

        String only256 = "{ tls_cipher_suites = \"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384\" }";
        reload(newer("https " + only256));
        assertThat(atHttps("-tls1_2", "-cipher", AES_128)).contains(REFUSED);
        assertThat(atHttps("-tls1_2", "-cipher", AES_256)).contains("Cipher is " + AES_256);
        assertThat(atRpc("-tls1_2", "-cipher", AES_128)).contains("Cipher is " + AES_128);
        // suites are chosen for 1.2 only, as in the original
        assertThat(atHttps("-tls1_3")).contains("TLSv1.3, Cipher is TLS_AES");
        reload(newer("internal_rpc " + only256));
        assertThat(atHttps("-tls1_2", "-cipher", AES_128)).contains("Cipher is " + AES_128);
        assertThat(atRpc("-tls1_2", "-cipher", AES_128)).contains(REFUSED);
        assertThat(atRpc("-tls1_2", "-cipher", AES_256)).contains("Cipher is " + AES_256);

        String suites = defaults + "tls_cipher_suites = \"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,"
                + "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256\"\n";
        String[] wish = {"-tls1_2", "-cipher", AES_128 + ":" + AES_256};
        reload(suites + "tls_prefer_server_cipher_suites = true\n");
        assertThat(atHttps(wish)).contains("Cipher is " + AES_256);
        assertThat(atRpc(wish)).contains("Cipher is " + AES_256);
        reload(suites + "tls_prefer_server_cipher_suites = false\n");
        assertThat(atHttps(wish)).contains("Cipher is " + AES_128);
        assertThat(atRpc(wish)).contains("Cipher is " + AES_128);
    }

    private String newer(String listener) {
        return "tls {%n defaults {%n%sverify_incoming = true%nverify_outgoing = true%n}%n %s%n}%n"
                .formatted(files("ca_file", certificates.ca().toString(), server.cert(), server.key()), listener);
    }

    @Test
    void httpsAndServersMayShowDifferentCertificates() throws Exception {
        Pair forUsers = forgery.signed("users", Forgery.Kind.GOOD);
        reload(newer("https { cert_file = \"%s\" key_file = \"%s\" verify_incoming = false }"
                .formatted(forUsers.cert(), forUsers.key())));

        assertThat(Programs.certificate(programs.sClient(https))).isEqualTo(Programs.certificate(forUsers.cert()));
        assertThat(Programs.certificate(atRpc())).isEqualTo(Programs.certificate(server.cert()));
        String url = "https://localhost:" + https + "/v1/status/leader";
        assertThat(programs.run("curl", "-sS", "--cacert", certificates.ca().toString(), url))
                .contains("127.0.0.1");
        plainIsRefused();
    }

    // ---- files

    /// Settings that are no good, and what is said of them.
    private Map<String, String> faults() throws Exception {
        Map<String, String> faults = new LinkedHashMap<>();
        String ca = certificates.ca().toString();
        Pair expired = forgery.signed("old", Forgery.Kind.GOOD.holding(Duration.ofHours(-2), Duration.ofHours(-1)));
        faults.put(
                strict(ca, expired),
                "cert_file \"%s\": the certificate of \"CN=old\" expired at ".formatted(expired.cert()));
        Pair future = forgery.signed("new", Forgery.Kind.GOOD.holding(Duration.ofHours(1), Duration.ofHours(2)));
        faults.put(
                strict(ca, future),
                "cert_file \"%s\": the certificate of \"CN=new\" does not hold before ".formatted(future.cert()));
        Pair client = forgery.signed("client", Forgery.Kind.GOOD.usedAs("clientAuth"));
        faults.put(
                strict(ca, client),
                "cert_file \"%s\": its extended key usage does not let it be the certificate of a server"
                        .formatted(client.cert()));
        faults.put(
                strict(ca, new Pair(server.cert(), cli.key())),
                "key_file \"%s\" is not the key of the certificate in cert_file \"%s\""
                        .formatted(cli.key(), server.cert()));
        Path encrypted = forgery.encrypted(server.key());
        faults.put(
                strict(ca, new Pair(server.cert(), encrypted)),
                "key_file \"%s\": the private key is encrypted".formatted(encrypted));
        Path der = forgery.der(server.cert());
        faults.put(
                strict(ca, new Pair(der, server.key())), "cert_file \"%s\": no certificate in PEM form".formatted(der));
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        faults.put(strict(empty.toString(), server), "ca_file \"%s\": no certificate in PEM form".formatted(empty));
        faults.put(
                strict(ca, new Pair(server.cert(), empty)),
                "key_file \"%s\": no private key in PEM form".formatted(empty));
        Path cut = Files.writeString(
                folder.resolve("cut.pem"), Files.readString(server.cert()).substring(0, 200));
        faults.put(
                strict(ca, new Pair(cut, server.key())),
                "cert_file \"%s\": a PEM block \"CERTIFICATE\" does not end".formatted(cut));
        Path rubbish = Files.createDirectory(folder.resolve("authorities"));
        Files.copy(certificates.ca(), rubbish.resolve("a.pem"));
        Files.writeString(rubbish.resolve("notes.txt"), "not a certificate");
        faults.put(
                "verify_incoming = true\n" + files("ca_path", rubbish.toString(), server.cert(), server.key()),
                "ca_path \"%s\": no certificate in PEM form".formatted(rubbish.resolve("notes.txt")));
        faults.put(strict(ca, new Pair(server.cert(), folder)), "key_file \"%s\": Is a directory".formatted(folder));
        Path unreadable = Path.of("/proc/self/mem");
        faults.put(
                strict(ca, new Pair(unreadable, server.key())),
                "cert_file \"%s\": Input/output error".formatted(unreadable));
        faults.put(
                strict(ca, server) + "tls_min_version = \"ssl3\"\n",
                "tls_min_version \"ssl3\" is not one of tls10, tls11, tls12, tls13");
        faults.put(
                strict(ca, server) + "tls_cipher_suites = \"TLS_NULL\"\n",
                "tls_cipher_suites: unsupported cipher suite \"TLS_NULL\"");
        faults.put(
                "verify_incoming = true\n"
                        + "cert_file = \"%s\"%nkey_file = \"%s\"%n".formatted(server.cert(), server.key()),
                "VerifyIncoming set but no CA certificates were provided");
        faults.put("verify_outgoing = true\n", "VerifyOutgoing set, and no CA certificate provided!");
        return faults;
    }

    @Test
    @Timeout(1200)
    void whatIsNoGoodIsRefusedByName() throws Exception {
        String before = Programs.certificate(atHttps());
        assertThat(before).isEqualTo(Programs.certificate(server.cert()));
        for (Map.Entry<String, String> fault : faults().entrySet()) {
            configure(fault.getKey());

            HttpResponse answer = agent.put("/v1/agent/reload", "");

            assertThat(answer.status()).as(fault.getKey()).isEqualTo(500);
            assertThat(answer.text()).contains(fault.getValue());
            assertThat(answer.text().lines()).hasSize(1);
            assertThat(Programs.certificate(atHttps())).isEqualTo(before);
            assertThat(Programs.certificate(atRpc())).isEqualTo(before);
            plainIsRefused();
            refusesToStart(fault.getKey(), fault.getValue());
        }
        // a signal has nobody to tell but the log
        agent.process().signal("HUP");
        awaitLog("Reload config failed", "VerifyOutgoing set, and no CA certificate provided!");
        assertThat(Programs.certificate(atHttps())).isEqualTo(before);
    }

    private void awaitLog(String... parts) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (String part : parts) {
            while (!agent.process().output().contains(part)) {
                assertThat(System.nanoTime()).as(agent.process().output()).isLessThan(deadline);
                Thread.sleep(20);
            }
        }
    }

    private void refusesToStart(String settings, String line) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("refused.hcl"), settings);
        Path data = folder.resolve("refused.data");
        List<String> flags = List.of("-server", "-data-dir=" + data, "-config-file=" + file);
        try (Agent refused = Agent.launched(folder, "refused", Ports.free(5), flags)) {
            assertThat(refused.process().finish(PATIENCE)).as(settings).isEqualTo(1);
            assertThat(refused.process().err()).contains(line);
            assertThat(refused.process().err().lines()).hasSize(1);
            assertThat(data).doesNotExist();
        }
    }

    private void plainIsRefused() throws IOException {
        for (int first : new int[] {0, 1, 4, 5}) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.get(2))) {
                socket.setSoTimeout((int) PATIENCE.toMillis());
                socket.getOutputStream().write(new byte[] {(byte) first, 0, 0, 0, 0});
                assertThat(socket.getInputStream().read()).as("byte " + first).isEqualTo(-1);
            } catch (SocketException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
        }
    }

    @Test
    void whoShowsABadCertificateIsRefused() throws Exception {
        Map<String, Pair> strangers = new LinkedHashMap<>();
        strangers.put(
                "expired",
                forgery.signed("old", Forgery.Kind.GOOD.holding(Duration.ofHours(-2), Duration.ofHours(-1))));
        strangers.put(
                "not yet valid",
                forgery.signed("new", Forgery.Kind.GOOD.holding(Duration.ofHours(1), Duration.ofHours(2))));
        strangers.put("for servers only", forgery.signed("server", Forgery.Kind.GOOD.usedAs("serverAuth")));
        strangers.put("self-signed", forgery.selfSigned("self"));
        strangers.put(
                "another authority's",
                new Certificates(Files.createDirectory(folder.resolve("others"))).create("server"));
        assertThat(curl(forgery.signed("good", Forgery.Kind.GOOD))).contains("127.0.0.1");
        for (Map.Entry<String, Pair> stranger : strangers.entrySet()) {
            Pair pair = stranger.getValue();
            assertThat(curl(pair)).as(stranger.getKey()).startsWith("curl: (");
            // with 1.2 the refusal comes before the handshake ends, and is seen
            String[] shown = {
                "-cert", pair.cert().toString(), "-key", pair.key().toString(), "-tls1_2"
            };
            assertThat(programs.sClient(https, shown)).as(stranger.getKey()).contains("alert");
            assertThat(programs.sClient(
                            ports.get(2),
                            shown[0],
                            shown[1],
                            shown[2],
                            shown[3],
                            shown[4],
                            "-alpn",
                            "consul/rpc-multi"))
                    .as(stranger.getKey())
                    .contains("alert");
        }
    }

    private String curl(Pair shown) throws IOException, InterruptedException {
        return programs.run(
                "curl",
                "-sS",
                "--cacert",
                certificates.ca().toString(),
                "--cert",
                shown.cert().toString(),
                "--key",
                shown.key().toString(),
                "https://localhost:" + https + "/v1/status/leader");
    }

    // ---- checks

    /// The check asks the agent itself, which demands a certificate of its own authority.
    @Test
    void checksShowTheAgentsCertificate() throws Exception {
        String check = """
                {"ID": "self", "Name": "self", "HTTP": "https://127.0.0.1:%d/v1/status/leader", "Interval": "1s",
                 "TLSServerName": "server.dc1.consul"}
                """.formatted(https);
        assertThat(agent.put("/v1/agent/check/register", check).status()).isEqualTo(200);
        awaitText("/v1/agent/checks", "200 OK");
        Certificates next = new Certificates(Files.createDirectory(folder.resolve("next")));

        // with what it read before, it would be refused, and would refuse
        reload(strict(next.ca().toString(), next.create("server")));
        assertThat(agent.put("/v1/agent/check/deregister/self", "").status()).isEqualTo(200);
        assertThat(agent.put("/v1/agent/check/register", check).status()).isEqualTo(200);

        awaitText("/v1/agent/checks", "200 OK");
        String elsewhere = check.replace("server.dc1", "server.dc2");
        assertThat(agent.put("/v1/agent/check/register", elsewhere).status()).isEqualTo(200);
        awaitText("/v1/agent/checks", "x509: ");
    }
}
