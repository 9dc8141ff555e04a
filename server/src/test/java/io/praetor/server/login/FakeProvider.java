package io.praetor.server.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import io.praetor.model.pem.Pem;
import io.praetor.model.x509.AlternativeName;
import io.praetor.model.x509.CertificateAuthority;
import io.praetor.model.x509.CertificateForm;
import io.praetor.model.x509.DistinguishedName;
import io.praetor.model.x509.ExtendedUse;
import io.praetor.model.x509.KeyPairs;
import io.praetor.model.x509.KeyUse;
import io.praetor.server.Ticker;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// An OpenID provider on the loopback interface, over TLS with a certificate of its own authority. It keeps the rules
/// of
/// the code flow, and breaks them where a test says so.
public final class FakeProvider implements AutoCloseable {
    /// Who it knows the server as.
    public static final String CLIENT = "consul client";

    /// With characters that forms write otherwise.
    public static final String SECRET = "s3cret:/+& äöü";

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ACCESS = "access-of-alice";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final KeyPair keys;
    private final Map<String, Object> key;
    private final String ca;
    private final Supplier<Instant> clock;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Object> document = new TreeMap<>();
    private volatile UnaryOperator<Map<String, Object>> claims = whole -> whole;
    private volatile UnaryOperator<String> token = whole -> whole;
    private volatile Map<String, Object> userinfo = Map.of("sub", "alice");

    /// What comes back from a browser.
    public record Back(String code, String state) {}

    @FunctionalInterface
    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    /// @param clock says when tokens hold
    public FakeProvider(Supplier<Instant> clock) throws IOException, GeneralSecurityException {
        this.clock = clock;
        keys = KeyPairs.generate();
        // now, while nobody waits: the first use of the class of test keys makes an RSA key, which takes long
        key = description(keys);
        KeyPair own = KeyPairs.generate();
        CertificateAuthority authority = CertificateAuthority.selfSigned(
                form(1, "provider's authority", Set.of(KeyUse.CERTIFICATE_SIGN), List.of()), own);
        KeyPair tls = KeyPairs.generate();
        Certificate certificate = authority.issue(
                form(
                        2,
                        "provider",
                        Set.of(KeyUse.DIGITAL_SIGNATURE),
                        List.of(new AlternativeName.Ip(InetAddress.getLoopbackAddress()))),
                tls.getPublic());
        ca = Pem.write(authority.certificate());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(tls, certificate)));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        document.put("issuer", url());
        document.put("authorization_endpoint", url() + "/authorize?tenant=1");
        document.put("token_endpoint", url() + "/token");
        document.put("userinfo_endpoint", url() + "/userinfo");
        document.put("jwks_uri", url() + "/keys");
    }

    /// Auth methods that wait longer for a provider than in earnest: the machine may be busy with other tests.
    public static AuthMethods patient(InstantSource clock, Ticker ticker) {
        return new AuthMethods(clock, ticker, trusted -> new WebClient(trusted, Duration.ofSeconds(60)));
    }

    private static CertificateForm form(int serial, String name, Set<KeyUse> uses, List<AlternativeName> names) {
        boolean authority = uses.contains(KeyUse.CERTIFICATE_SIGN);
        return new CertificateForm(
                BigInteger.valueOf(serial),
                DistinguishedName.commonName(name),
                Instant.parse("2020-01-01T00:00:00Z"),
                Instant.parse("2049-01-01T00:00:00Z"),
                authority,
                uses,
                authority ? List.of() : List.of(ExtendedUse.SERVER),
                names,
                List.of());
    }

    private static SSLContext context(KeyPair pair, Certificate certificate)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", pair.getPrivate(), PASSWORD, new Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /// Its address.
    public String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    /// The certificate of its authority in PEM.
    public String ca() {
        return ca;
    }

    /// What it was asked for: paths.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /// What it says of itself, to be changed.
    public Map<String, Object> document() {
        return document;
    }

    /// Makes its ID tokens say something else.
    public void claiming(UnaryOperator<Map<String, Object>> change) {
        claims = change;
    }

    /// Makes its ID tokens say one thing else.
    public void claiming(String claim, Object value) {
        claiming(whole -> {
            whole.put(claim, value);
            return whole;
        });
    }

    /// Changes its ID tokens after they are signed.
    public void forging(UnaryOperator<String> change) {
        token = change;
    }

    /// What it says besides of whoever has signed in.
    public void knowing(Map<String, Object> more) {
        userinfo = more;
    }

    /// Answers a path with something else.
    public void answering(String path, int status, byte[] body) {
        answers.put(path, exchange -> reply(exchange, status, body));
    }

    /// Sends whoever asks for a path elsewhere.
    public void redirecting(String path, String target) {
        answers.put(path, exchange -> {
            exchange.getResponseHeaders().set("Location", target);
            reply(exchange, 302, new byte[0]);
        });
    }

    /// Does not answer a path.
    ///
    /// @param begun whether it begins to
    public void hangingAt(String path, boolean begun) {
        answers.put(path, exchange -> {
            if (begun) {
                exchange.sendResponseHeaders(200, 100);
                OutputStream out = exchange.getResponseBody();
                out.write('{');
                out.flush();
            }
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
    }

    /// Signs in as alice.
    public Back signIn(String authUrl) {
        assertThatIs(authUrl.startsWith(url() + "/authorize?tenant=1&"), authUrl);
        Map<String, String> query = fields(URI.create(authUrl).getRawQuery());
        assertThatIs(Objects.equals(query.get("response_type"), "code"), authUrl);
        assertThatIs(Objects.equals(query.get("client_id"), CLIENT), authUrl);
        assertThatIs(Objects.equals(query.get("code_challenge_method"), "S256"), authUrl);
        String code = "code-" + codes.size();
        codes.put(code, query);
        return new Back(code, Objects.requireNonNull(query.get("state")));
    }

    private static void assertThatIs(boolean sound, String what) {
        if (!sound) {
            throw new AssertionError(what);
        }
    }

    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new HashMap<>();
        for (String field : form.split("&", -1)) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            Answer other = answers.get(path);
            if (other != null) {
                other.give(exchange);
                return;
            }
            switch (path) {
                case "/.well-known/openid-configuration" -> reply(exchange, document);
                case "/keys" -> reply(exchange, Map.of("keys", List.of(key)));
                case "/token" -> exchange(exchange);
                case "/userinfo" -> {
                    boolean known = ("Bearer " + ACCESS)
                            .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                    reply(exchange, known ? 200 : 401, Json.compact(Codecs.ANY_MAP, known ? nullable(userinfo) : null));
                }
                default -> reply(exchange, 404, new byte[0]);
            }
        }
    }

    private static Map<String, Object> description(KeyPair keys) {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return Map.of(
                "kty",
                "EC",
                "kid",
                "k1",
                "crv",
                "P-256",
                "x",
                number(point.getAffineX()),
                "y",
                number(point.getAffineY()));
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return TestKeys.url(Arrays.copyOfRange(bytes, bytes[0] == 0 ? 1 : 0, bytes.length));
    }

    /// RFC 6749 §4.1.3, RFC 7636 §4.6.
    private void exchange(HttpExchange exchange) throws IOException {
        Map<String, String> form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!isOurs(exchange, form)) {
            reply(exchange, 401, "{\"error\":\"invalid_client\"}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        Map<String, String> begun = codes.remove(String.valueOf(form.get("code")));
        if (begun == null
                || !"authorization_code".equals(form.get("grant_type"))
                || !Objects.equals(begun.get("redirect_uri"), form.get("redirect_uri"))
                || !Objects.equals(
                        begun.get("code_challenge"),
                        OidcAttempt.url(OidcAttempt.hash(String.valueOf(form.get("code_verifier")))))) {
            reply(
                    exchange,
                    400,
                    "{\"error\":\"invalid_grant\",\"error_description\":\"<b>\"}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        long now = clock.get().getEpochSecond();
        Map<String, Object> whole = new TreeMap<>(Map.of(
                "iss",
                url(),
                "sub",
                "alice",
                "aud",
                CLIENT,
                "iat",
                now,
                "exp",
                now + 300,
                "nonce",
                String.valueOf(begun.get("nonce"))));
        byte[] hash = OidcAttempt.hash(ACCESS);
        whole.put("at_hash", TestKeys.url(Arrays.copyOf(hash, hash.length / 2)));
        String id =
                TestKeys.token("ES256", "SHA256withECDSAinP1363Format", keys, Map.of("kid", "k1"), claims.apply(whole));
        reply(
                exchange,
                new TreeMap<>(Map.of("id_token", token.apply(id), "access_token", ACCESS, "token_type", "Bearer")));
    }

    private boolean isOurs(HttpExchange exchange, Map<String, String> form) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null) {
            return CLIENT.equals(form.get("client_id")) && SECRET.equals(form.get("client_secret"));
        }
        String[] pair = new String(
                        Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.US_ASCII)
                .split(":", 2);
        return URLDecoder.decode(pair[0], StandardCharsets.UTF_8).equals(CLIENT)
                && URLDecoder.decode(pair[1], StandardCharsets.UTF_8).equals(SECRET)
                && !form.containsKey("client_secret");
    }

    private static Map<String, @Nullable Object> nullable(Map<String, Object> map) {
        return new TreeMap<>(map);
    }

    private static void reply(HttpExchange exchange, Map<String, Object> object) throws IOException {
        reply(exchange, 200, Json.compact(Codecs.ANY_MAP, nullable(object)));
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
