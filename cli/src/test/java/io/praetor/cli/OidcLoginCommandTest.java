package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `login -type=oidc` with an agent that knows what to say, and a browser that comes back from a provider.
class OidcLoginCommandTest {
    private static final Pattern REDIRECT = Pattern.compile("\"RedirectURI\":\"([^\"]+)\"");
    private static final Pattern NONCE = Pattern.compile("\"ClientNonce\":\"([^\"]+)\"");
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private FakeAgent agent;
    private final HttpClient browser = HttpClient.newHttpClient();
    private final List<HttpResponse<String>> pages = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent()
                .answer(
                        "POST /v1/acl/oidc/auth-url",
                        200,
                        "{\"AuthURL\":\"https://provider.example/authorize?client_id=c&state=st_1&nonce=n\"}")
                .answer("POST /v1/acl/oidc/callback", 200, "{\"AccessorID\":\"a\",\"SecretID\":\"the-secret\"}");
    }

    @AfterEach
    void stop() {
        agent.close();
        browser.close();
    }

    private Path sink() {
        return folder.resolve("sink");
    }

    private CliRun.Result login(String listen, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "login",
                "-method=sso",
                "-type=oidc",
                "-oidc-callback-listen-addr=" + listen,
                "-token-sink-file=" + sink(),
                "-meta=host=here"));
        words.addAll(List.of(more));
        return CliRun.against(agent).with("CONSUL_HTTP_TOKEN", "old").run(words);
    }

    /// Signs in while a browser comes back with these queries, one after the other.
    private CliRun.Result signIn(String... queries) throws Exception {
        CompletableFuture<CliRun.Result> run = CompletableFuture.supplyAsync(() -> login("127.0.0.1:0"));
        agent.awaitRequests("POST /v1/acl/oidc/auth-url", 1);
        for (String query : queries) {
            pages.add(get(redirect() + query));
        }
        return run.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private String redirect() {
        return found(REDIRECT, agent.bodies().getFirst());
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private HttpResponse<String> get(String address) {
        try {
            return browser.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void signsInWithABrowser() throws Exception {
        CliRun.Result result = signIn("?state=st_1&code=a%2Bb");

        assertThat(result).isEqualTo(new CliRun.Result(0, """
                        Sign in with a browser at:

                            https://provider.example/authorize?client_id=c&state=st_1&nonce=n

                        """, ""));
        assertThat(sink()).hasContent("the-secret");
        String begun = agent.bodies().getFirst();
        assertThat(redirect()).matches("http://127\\.0\\.0\\.1:\\d+/oidc/callback");
        assertThat(begun).contains("\"AuthMethod\":\"sso\"").contains("\"Meta\":{\"host\":\"here\"}");
        String nonce = found(NONCE, begun);
        assertThat(nonce).hasSizeGreaterThan(42);
        assertThat(agent.bodies().get(1))
                .isEqualTo("{\"AuthMethod\":\"sso\",\"State\":\"st_1\",\"Code\":\"a+b\",\"ClientNonce\":\"" + nonce
                        + "\"}");
        assertThat(agent.tokens()).as("the client's own is not sent").isEmpty();
        HttpResponse<String> page = pages.getFirst();
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("You may close this window.").doesNotContain("st_1", "the-secret");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValue("default-src 'none'");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void pagesThatSendABrowserHereDoNoHarm() throws Exception {
        CliRun.Result result = signIn(
                "?state=st_2&code=evil",
                "?state=%3Cscript%3Ealert(1)%3C/script%3E&error=%3Cscript%3E",
                "/elsewhere?state=st_1&code=evil",
                "",
                "?state=st_1&code=good");

        assertThat(result.code()).isZero();
        assertThat(pages).extracting(HttpResponse::statusCode).containsExactly(400, 400, 404, 404, 200);
        assertThat(pages).allSatisfy(page -> assertThat(page.body()).doesNotContain("script", "evil"));
        assertThat(agent.bodies()).hasSize(2);
        assertThat(agent.bodies().get(1)).contains("\"Code\":\"good\"");
    }

    @Test
    void connectionsThatAskForNothingKeepNobodyWaiting() throws Exception {
        CompletableFuture<CliRun.Result> run = CompletableFuture.supplyAsync(() -> login("127.0.0.1:0"));
        agent.awaitRequests("POST /v1/acl/oidc/auth-url", 1);
        URI address = URI.create(redirect());

        try (Socket idle = new Socket(address.getHost(), address.getPort());
                Socket rude = new Socket(address.getHost(), address.getPort())) {
            idle.getOutputStream().write('G');
            rude.getOutputStream().write("POST / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(rude.getInputStream().read()).isEqualTo(-1);
            assertThat(get(redirect() + "?state=st_1&code=c").statusCode()).isEqualTo(200);
        }

        assertThat(run.get(PATIENCE_SECONDS, TimeUnit.SECONDS).code()).isZero();
    }

    @Test
    void saysWhyNobodyIsSignedIn() throws Exception {
        assertThat(signIn("?state=st_1&error=access_denied&error_description=x").err())
                .isEqualTo("Error logging in: the provider sent no code (access_denied)\n");
        assertThat(pages.getFirst().statusCode()).isEqualTo(400);
        assertThat(sink()).doesNotExist();
    }

    @Test
    void whatGoesToATerminalIsHarmless() throws Exception {
        assertThat(signIn("?state=st_1&error=%1B%5B2J").err())
                .isEqualTo("Error logging in: the provider sent no code\n");
    }

    @Test
    void saysWhatTheServersSay() throws Exception {
        agent.answer("POST /v1/acl/oidc/callback", 403, "Permission denied");

        assertThat(signIn("?state=st_1&code=c").err())
                .isEqualTo("Error logging in: Unexpected response code: 403 (Permission denied)\n");
        assertThat(pages.getFirst().statusCode()).isEqualTo(400);
        agent.answer("POST /v1/acl/oidc/auth-url", 200, "{\"AuthURL\":\"file:///etc/passwd\"}");
        assertThat(login("127.0.0.1:0").err()).isEqualTo("Error logging in: the agent did not say where to sign in\n");
        agent.answer("POST /v1/acl/oidc/auth-url", 500, "unauthorized redirect_uri: x");
        assertThat(login("localhost:0").err())
                .isEqualTo("Error logging in: Unexpected response code: 500 (unauthorized redirect_uri: x)\n");
    }

    @Test
    void listensOnThisMachineOnly() {
        for (String listen : List.of(
                "0.0.0.0:8550",
                "10.0.0.1:8550",
                "[::]:8550",
                "example.com:8550",
                "localhost",
                "a:b",
                "localhost:65536",
                "[:1",
                "")) {
            assertThat(login(listen).err())
                    .isEqualTo("Invalid '-oidc-callback-listen-addr' value \"" + listen
                            + "\": want a host and a port of this machine only, such as localhost:8550\n");
        }
        assertThat(login("localhost:0", "-bearer-token-file=x").err())
                .startsWith("Cannot use '-bearer-token-file' flag with type \"oidc\"\n");
        assertThat(agent.requests()).isEmpty();
    }
}
