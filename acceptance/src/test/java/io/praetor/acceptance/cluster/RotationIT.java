package io.praetor.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.cluster.Certificates.Pair;
import io.praetor.acceptance.cluster.Datacenter.Member;
import io.praetor.acceptance.program.Ports;
import io.praetor.acceptance.wire.Endpoint;
import io.praetor.acceptance.wire.HttpConnection;
import io.praetor.acceptance.wire.HttpRequest;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Certificates, authorities and keys for gossip change while users go on, and no request of theirs fails.
@Order(3)
class RotationIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String ALL_VOTE = "(?s)(\"Voter\": ?true.*){3}";

    @TempDir
    private Path folder;

    /// Three servers and the client agent that users ask, each with files of its own.
    private static final class Secured {
        final List<Pair> places = new ArrayList<>();
        final List<Member> agents = new ArrayList<>();
        final List<Integer> https = Ports.free(4);

        Member web() {
            return agents.get(3);
        }

        void issue(Certificates authority, int agent) throws IOException, InterruptedException {
            authority.create(agent < 3 ? "server" : "client").copyTo(places.get(agent));
        }
    }

    private Secured secured(Datacenter datacenter, Certificates authority) throws Exception {
        Secured secured = new Secured();
        for (int i = 0; i < 4; i++) {
            Pair place = new Pair(folder.resolve(i + "-cert.pem"), folder.resolve(i + "-key.pem"));
            secured.places.add(place);
            secured.issue(authority, i);
            String[] flags = {
                "-hcl=cert_file = \"%s\" key_file = \"%s\" ports { https = %d }"
                        .formatted(place.cert(), place.key(), secured.https.get(i))
            };
            secured.agents.add(i < 3 ? datacenter.server("s" + i, flags) : datacenter.client("web", flags));
        }
        datacenter.leader(secured.web());
        datacenter.await(secured.web(), "/v1/operator/raft/configuration", ALL_VOTE);
        return secured;
    }

    @Test
    @Timeout(1200)
    void certificatesAndAuthoritiesChange() throws Exception {
        Certificates first = new Certificates(Files.createDirectory(folder.resolve("first")));
        Certificates next = new Certificates(Files.createDirectory(folder.resolve("next")));
        Path authorities = folder.resolve("authorities.pem");
        Certificates.copy(first.ca(), authorities);
        Path both = Files.writeString(
                folder.resolve("both.pem"), Files.readString(first.ca()) + Files.readString(next.ca()));
        Pair cli = first.create("cli");
        Pair nextCli = next.create("cli");
        SSLSocketFactory ofFirst = Certificates.sockets(both, cli);
        SSLSocketFactory ofNext = Certificates.sockets(both, nextCli);
        String common = "-hcl=verify_incoming = true verify_outgoing = true verify_server_hostname = true"
                + " ca_file = \"%s\"".formatted(authorities);
        try (Datacenter datacenter = new Datacenter(folder, List.of(common))) {
            Secured secured = secured(datacenter, first);
            int port = secured.https.get(3);
            AtomicReference<Endpoint> endpoint = new AtomicReference<>(new Endpoint.Tls(port, ofFirst));
            Users users = new Users();
            try (HttpConnection standing = endpoint.get().connect(PATIENCE)) {
                users.each(
                        "standing",
                        () -> standing.exchange("localhost", HttpRequest.of("GET", "/v1/status/leader"))
                                .status());
                ask(users, endpoint::get);
                users.serve(20);

                // new certificates of the same authority
                for (int i = 0; i < 4; i++) {
                    secured.issue(first, i);
                    reload(datacenter, secured.agents.get(i));
                    newCertificateIsShown(secured, i, cli);
                }
                users.serve(20);

                // a new authority: first believed, then used, then the only one
                Certificates.copy(both, authorities);
                reloadAll(datacenter, secured);
                users.serve(20);
                for (int i = 0; i < 4; i++) {
                    secured.issue(next, i);
                    reload(datacenter, secured.agents.get(i));
                    newCertificateIsShown(secured, i, cli);
                }
                endpoint.set(new Endpoint.Tls(port, ofNext));
                // whoever was asking with the old one has been answered
                users.serve(20);
                Certificates.copy(next.ca(), authorities);
                reloadAll(datacenter, secured);
                users.serve(20);
                users.stop();
            }
            strangerIsRefused(port, next.ca(), cli);
            aBadFileChangesNothing(datacenter, secured, ofNext);
        }
    }

    /// Reads, writes and blocking reads, each over a connection of its own.
    private static void ask(Users users, Supplier<Endpoint> endpoint) throws IOException {
        // so that there is something to be read
        HttpRequest first = HttpRequest.of("PUT", "/v1/kv/w").withBody("0");
        assertThat(exchange(endpoint, first).status()).isEqualTo(200);
        users.each(
                "reads",
                () -> exchange(endpoint, HttpRequest.of("GET", "/v1/kv/w?raw&consistent"))
                        .status());
        AtomicLong written = new AtomicLong();
        users.each(
                "writes",
                () -> exchange(
                                endpoint,
                                HttpRequest.of("PUT", "/v1/kv/w").withBody(Long.toString(written.incrementAndGet())))
                        .status());
        AtomicLong index = new AtomicLong(1);
        users.each("blocking reads", () -> {
            HttpResponse answer = exchange(endpoint, HttpRequest.of("GET", "/v1/kv/w?wait=10s&index=" + index.get()));
            index.set(answer.index());
            return answer.status();
        });
    }

    private static HttpResponse exchange(Supplier<Endpoint> endpoint, HttpRequest request) throws IOException {
        return HttpConnection.exchange(endpoint.get(), request, PATIENCE);
    }

    private static void reload(Datacenter datacenter, Member agent) throws IOException, InterruptedException {
        Datacenter.Result result = datacenter.run(agent, "reload");
        assertThat(result.code()).as(result.err()).isZero();
    }

    private static void reloadAll(Datacenter datacenter, Secured secured) throws IOException, InterruptedException {
        for (Member agent : secured.agents) {
            reload(datacenter, agent);
        }
    }

    /// By HTTPS, and by servers at their port to whoever agrees on a protocol of it.
    private void newCertificateIsShown(Secured secured, int agent, Pair shown)
            throws IOException, InterruptedException {
        Programs programs = new Programs(folder);
        String[] own = {"-cert", shown.cert().toString(), "-key", shown.key().toString()};
        String expected = Programs.certificate(secured.places.get(agent).cert());
        assertThat(Programs.certificate(programs.sClient(secured.https.get(agent), own)))
                .isEqualTo(expected);
        if (agent < 3) {
            String server = secured.agents.get(agent).server();
            int port = Integer.parseInt(server.substring(server.indexOf(':') + 1));
            assertThat(Programs.certificate(
                            programs.sClient(port, own[0], own[1], own[2], own[3], "-alpn", "consul/rpc-multi")))
                    .isEqualTo(expected);
        }
    }

    /// Who shows a certificate of the old authority.
    private void strangerIsRefused(int port, Path authority, Pair shown) throws IOException, InterruptedException {
        String answer = new Programs(folder)
                .run(
                        "curl",
                        "-sS",
                        "--cacert",
                        authority.toString(),
                        "--cert",
                        shown.cert().toString(),
                        "--key",
                        shown.key().toString(),
                        "https://localhost:" + port + "/v1/kv/w?raw");
        assertThat(answer).startsWith("curl: (");
    }

    private static void aBadFileChangesNothing(Datacenter datacenter, Secured secured, SSLSocketFactory sockets)
            throws IOException, InterruptedException {
        Path key = secured.places.get(3).key();
        Files.writeString(key, "nonsense");

        Datacenter.Result refused = datacenter.run(secured.web(), "reload");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("key_file \"" + key + "\": no private key in PEM form");
        Endpoint https = new Endpoint.Tls(secured.https.get(3), sockets);
        assertThat(exchange(() -> https, HttpRequest.of("GET", "/v1/kv/w?raw")).status())
                .isEqualTo(200);
    }

    @Test
    @Timeout(1200)
    void keysForGossipChange() throws Exception {
        String old = key();
        String fresh = key();
        try (Datacenter datacenter = new Datacenter(folder, List.of("-encrypt=" + old))) {
            List<Member> agents = new ArrayList<>();
            for (String name : List.of("s0", "s1", "s2", "web")) {
                agents.add(name.equals("web") ? datacenter.client(name) : datacenter.server(name));
            }
            Member web = agents.get(3);
            datacenter.leader(web);
            datacenter.await(web, "/v1/operator/raft/configuration", ALL_VOTE);
            for (Member agent : agents) {
                datacenter.await(agent, "/v1/agent/members", "(?s)(\"Status\": ?1\\b.*){4}");
            }
            Users users = new Users();
            ask(users, () -> web.agent().http());
            users.serve(20);

            keyring(datacenter, web, "-install=" + fresh);
            users.serve(20);
            keyring(datacenter, web, "-list", fresh + " [4/4]", old + " [4/4]");
            keyring(datacenter, web, "-use=" + fresh);
            users.serve(20);
            keyring(datacenter, web, "-remove=" + old);
            users.serve(50);
            users.stop();

            assertThat(keyring(datacenter, web, "-list", fresh + " [4/4]")).doesNotContain(old);
            for (Member agent : agents) {
                datacenter.await(agent, "/v1/agent/members", "(?s)(\"Status\": ?1\\b.*){4}");
                assertThat(agent.agent().process().output()).doesNotContain("member failed");
                assertThat(Files.readString(folder.resolve(agent.name() + ".data/serf/local.keyring")))
                        .contains(fresh)
                        .doesNotContain(old);
            }
            // only who has the new key is let in, by gossip that uses it
            Member late = datacenter.client("late", "-encrypt=" + fresh);
            datacenter.await(web, "/v1/agent/members", "\"late\"");
            datacenter.await(late, "/v1/agent/members", "(?s)(\"Status\": ?1\\b.*){5}");
        }
    }

    private static String key() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// Carries it out until all members answer in time, which on a busy machine one may not, and it says all of that.
    private static String keyring(Datacenter datacenter, Member at, String what, String... parts)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Datacenter.Result result = datacenter.run(at, "keyring", what);
            if (result.code() == 0 && List.of(parts).stream().allMatch(result.out()::contains)) {
                return result.out();
            }
            assertThat(System.nanoTime())
                    .as("%s: %d %s%s", what, result.code(), result.out(), result.err())
                    .isLessThan(deadline);
        }
    }
}
