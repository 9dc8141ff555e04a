package io.praetor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.agent.Knock.Right;
import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.AgentFlags;
import io.praetor.agent.config.ConfigLoader;
import io.praetor.agent.config.Machine;
import io.praetor.agent.log.Level;
import io.praetor.agent.log.Log;
import io.praetor.agent.reload.Reloader;
import io.praetor.agent.systemd.ServiceManager;
import io.praetor.http.route.Route;
import io.praetor.server.assembly.Seams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every route of an agent that denies what is not allowed, against the table of what it takes (`sweep.txt`): who has
/// no token gets nothing, who lacks one of the rights gets no more, who has them is let in.
final class SweepTest {
    private static final String MANAGEMENT = "e1111111-0000-4000-8000-000000000001";
    private static final String FILTERED = "X-Consul-Results-Filtered-By-ACLs";
    private static final String SECRET = "topsecret";
    private static final String SECRET_BASE64 =
            Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));

    /// All that can be had, rights to access control not included.
    private static final String EVERYTHING = Stream.of("agent", "event", "key", "node", "query", "service", "session")
            .map(kind -> kind + "_prefix \"\" { policy = \"write\" }\n")
            .reduce("", String::concat);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Map<String, String> VARIABLES = new HashMap<>();

    private static @Nullable Agent agent;
    private static @Nullable Log log;
    private static String base = "";
    private static int policies;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        List<Integer> ports = FreePorts.find(3);
        AgentConfig config = new ConfigLoader(Machine.LOCAL)
                .load(AgentFlags.parse(List.of(
                                "-server",
                                "-bootstrap-expect=1",
                                "-data-dir=" + folder,
                                "-node=n1",
                                "-bind=127.0.0.1",
                                "-client=127.0.0.1",
                                "-http-port=" + ports.get(0),
                                "-server-port=" + ports.get(1),
                                "-serf-lan-port=" + ports.get(2),
                                "-serf-wan-port=-1",
                                "-dns-port=-1",
                                "-grpc-port=-1",
                                "-hcl=connect { enabled = true }",
                                "-hcl=acl { enabled = true default_policy = \"deny\" tokens { master = \"" + MANAGEMENT
                                        + "\" agent = \"" + MANAGEMENT + "\" } }"))
                        .sources())
                .config();
        base = "http://127.0.0.1:" + ports.get(0);
        Seams seams = new Seams(Clock.systemUTC(), System::nanoTime, new SecureRandom());
        log = Log.start(
                config.logging(), Level.ERROR, new PrintStream(OutputStream.nullOutputStream()), Clock.systemUTC(), 0);
        Reloader reloader = new Reloader(
                () -> {
                    throw new UnsupportedOperationException("nothing is reloaded here");
                },
                ServiceManager.NONE);
        NodeId id = NodeId.find(config.node().id(), false, folder, seams.random());
        agent = Agent.start(config, id, seams, reloader, log, new ProcessEvents());
        prepare();
    }

    @AfterAll
    static void stop() throws IOException {
        if (agent != null) {
            agent.close();
        }
        if (log != null) {
            log.close();
        }
    }

    private static void prepare() throws Exception {
        await("/v1/health/node/n1", "serfHealth");
        make("/v1/coordinate/update", """
                {"Node": "n1", "Coord": {"Vec": [0,0,0,0,0,0,0,0], "Error": 1.5, "Adjustment": 0, "Height": 0.00001}}""");
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(256);
        String key = Base64.getEncoder()
                .encodeToString(keys.generateKeyPair().getPublic().getEncoded());
        VARIABLES.put("key", "-----BEGIN PUBLIC KEY-----\\n%s\\n-----END PUBLIC KEY-----\\n".formatted(key));
        VARIABLES.put("none", "f9999999-0000-4000-8000-000000000009");
        for (String service : List.of("web", "web-2")) {
            make("/v1/agent/service/register", """
                    {"ID": "%s", "Name": "web", "Tags": ["topsecret"], "Meta": {"m": "topsecret"},
                     "Checks": [{"CheckID": "%s", "TTL": "1h", "Status": "passing", "Notes": "topsecret"}]}""".formatted(service, service.replace("web", "web-ttl")));
        }
        make("/v1/agent/service/register", """
                {"Name": "web-proxy", "Kind": "connect-proxy", "Port": 1,
                 "Proxy": {"DestinationServiceName": "web"}}""");
        make("/v1/kv/k", SECRET);
        make("/v1/event/fire/e", SECRET);
        keep("session", "ID", make("/v1/session/create", "{\"Name\": \"topsecret\"}"));
        keep("policy", "ID", make("/v1/acl/policy", "{\"Name\": \"p\", \"Description\": \"topsecret\"}"));
        keep("role", "ID", make("/v1/acl/role", """
                {"Name": "r", "Description": "topsecret", "Policies": [{"Name": "p"}]}"""));
        keep("token", "AccessorID", make("/v1/acl/token", "{\"Description\": \"topsecret\"}"));
        make("/v1/acl/auth-method", """
                {"Name": "m", "Type": "jwt", "Description": "topsecret", "Config": {"JWTValidationPubKeys": ["{key}"]}}""");
        keep("rule", "ID", make("/v1/acl/binding-rule", """
                {"AuthMethod": "m", "Description": "topsecret", "BindType": "service", "BindName": "web"}"""));
        keep("legacy", "ID", make("/v1/acl/create", "{\"Name\": \"topsecret\"}"));
        HttpResponse<InputStream> query = send(
                "POST",
                "/v1/query",
                "{\"Name\": \"q\", \"Service\": {\"Service\": \"web\", \"Tags\": [\"topsecret\"]}}",
                MANAGEMENT);
        keep("query", "ID", text(query));
        await("/v1/catalog/node/n1", "web-proxy");
        await("/v1/coordinate/node/n1", "Vec");
    }

    private static String make(String path, String body) throws Exception {
        HttpResponse<InputStream> response = send("PUT", path, body, MANAGEMENT);
        String text = text(response);
        assertThat(response.statusCode()).as("PUT %s: %s", path, text).isEqualTo(200);
        return text;
    }

    private static void keep(String name, String field, String json) {
        VARIABLES.put(name, field(json, field));
    }

    private static String field(String json, String name) {
        Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        assertThat(field.find()).as(json).isTrue();
        return field.group(1);
    }

    private static void await(String path, String part) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            last = text(send("GET", path, "", MANAGEMENT));
            if (last.contains(part)) {
                return;
            }
            Thread.sleep(20);
        }
        throw new IOException("GET %s never had \"%s\"; last: %s".formatted(path, part, last));
    }

    private static HttpResponse<InputStream> send(String method, String path, String body, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + filled(path)))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(filled(body)));
        if (!token.isEmpty()) {
            request.header("X-Consul-Token", token);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
            filled = filled.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        return filled;
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyRouteIsInTheTable() throws IOException {
        Set<String> there = new TreeSet<>();
        for (Route route : Objects.requireNonNull(agent).routes()) {
            for (String method : route.allow().split(",", -1)) {
                if (method.equals("*")) {
                    List.of("GET", "PUT", "DELETE").forEach(each -> there.add(each + " " + route.pattern()));
                } else if (!method.equals("OPTIONS")) {
                    there.add(method + " " + route.pattern());
                }
            }
        }
        Set<String> listed = new TreeSet<>();
        Knock.table().forEach(knock -> listed.add(knock.route()));
        Set<String> missing = new TreeSet<>(there);
        missing.removeAll(listed);
        listed.removeAll(there);

        assertThat(missing).as("routes that sweep.txt does not have").isEmpty();
        assertThat(listed).as("routes of sweep.txt that are not there").isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> nobodyGetsMoreThanTheTableSays() throws IOException {
        return Knock.table().stream().map(knock -> DynamicTest.dynamicTest(knock.toString(), () -> check(knock)));
    }

    private static void check(Knock knock) throws Exception {
        without(knock);
        for (Right missing : knock.takes()) {
            withAllBut(knock, missing);
        }
        if (!knock.takes().isEmpty()) {
            with(knock);
        }
    }

    private static void without(Knock knock) throws Exception {
        HttpResponse<InputStream> response = send(knock.method(), knock.path(), knock.body(), "");
        String text = text(response);

        assertThat(response.statusCode()).as(text).isEqualTo(knock.status());
        assertWords(knock, text);
        assertThat(text).doesNotContain(SECRET, SECRET_BASE64);
        // a stranger does not learn that there is something
        assertThat(response.headers().map()).doesNotContainKey(FILTERED);
    }

    private static void assertWords(Knock knock, String text) {
        String words = knock.words();
        if (words.endsWith("…")) {
            assertThat(text).startsWith(words.substring(0, words.length() - 1));
        } else {
            assertThat(text).isEqualTo(words);
        }
    }

    private static void withAllBut(Knock knock, Right missing) throws Exception {
        StringBuilder rules = new StringBuilder(EVERYTHING);
        for (String kind : List.of("acl", "keyring", "operator")) {
            // who manages access control may see every query
            boolean sees = kind.equals("acl") && missing.kind().equals("query");
            if (!sees && !kind.equals(missing.kind())) {
                rules.append(kind).append(" = \"write\"\n");
            }
        }
        HttpResponse<InputStream> response =
                send(knock.method(), knock.path(), knock.body(), token(rules + missing.lesser()));
        String text = text(response);

        assertThat(text).as("without " + missing).doesNotContain(SECRET, SECRET_BASE64);
        if (knock.isRefused()) {
            assertThat(response.statusCode())
                    .as("without " + missing + ": " + text)
                    .isEqualTo(knock.status());
            assertWords(knock, text);
        } else if (knock.method().equals("GET")) {
            assertThat(response.headers().firstValue(FILTERED))
                    .as("without " + missing + ": " + text)
                    .contains("true");
        }
    }

    private static void with(Knock knock) throws Exception {
        StringBuilder rules = new StringBuilder();
        knock.takes().forEach(right -> rules.append(right.rule()));
        HttpResponse<InputStream> response = send(knock.method(), knock.path(), knock.body(), token(rules.toString()));
        if (response.statusCode() == knock.status()) {
            String text = text(response);
            assertThat(text).isNotEqualTo(knock.words()).doesNotContain("denied");
        } else {
            assertThat(response.statusCode()).as(() -> knock + " with " + rules).isNotEqualTo(403);
            response.body().close();
        }
    }

    private static String token(String rules) throws Exception {
        policies++;
        String escaped = rules.replace("\"", "\\\"").replace("\n", "\\n");
        make("/v1/acl/policy", "{\"Name\": \"rights-%d\", \"Rules\": \"%s\"}".formatted(policies, escaped));
        String made = make("/v1/acl/token", "{\"Policies\": [{\"Name\": \"rights-%d\"}]}".formatted(policies));
        return field(made, "SecretID");
    }
}
