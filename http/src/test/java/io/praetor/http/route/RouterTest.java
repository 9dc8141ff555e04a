package io.praetor.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private static final Handler NOTHING = _ -> Reply.empty(200);
    private static final List<Route> ROUTES = List.of(
            Route.at("/").get(NOTHING),
            Route.at("/v1/status/leader").get(NOTHING),
            Route.at("/v1/kv/").get(NOTHING).putJson(NOTHING).delete(NOTHING).namespaced(),
            Route.at("/v1/agent/service/").get(NOTHING),
            Route.at("/v1/agent/service/register").putJson(NOTHING),
            Route.at("/v1/agent/service/deregister/").put(NOTHING));

    private final Router router = new Router(FrontSettings.DEFAULT, ROUTES);
    private final HttpHeaders headers = new DefaultHttpHeaders();

    private @Nullable Dispatch dispatch(String method, String target) {
        return dispatch(router, method, target);
    }

    private @Nullable Dispatch dispatch(Router by, String method, String target) {
        return by.dispatch(method, target, headers, new InetSocketAddress(InetAddress.ofLiteral("10.1.2.3"), 4));
    }

    private Request called(String method, String target) {
        if (dispatch(method, target) instanceof Dispatch.Called called) {
            return called.request();
        }
        throw new AssertionError(method + " " + target + " is not for a handler");
    }

    private static String shown(@Nullable Dispatch dispatch) {
        if (!(dispatch instanceof Dispatch.Answered answered)) {
            throw new AssertionError("not answered at once: " + dispatch);
        }
        Reply.Full reply = answered.reply();
        StringBuilder text = new StringBuilder().append(reply.status());
        reply.extra()
                .forEach(field ->
                        text.append(' ').append(field.name()).append('=').append(field.value()));
        String body = new String(reply.body().plain(false), StandardCharsets.UTF_8);
        return body.isEmpty() ? text.toString() : text + " " + body;
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/kv/a/b, a/b",
        "/v1/kv/, ''",
        "/v1/kv/a%2Fb, a/b",
        "/v1/kv/a%2fb, a/b",
        "/v1/kv/plus+sign, plus+sign",
        "/v1/kv/plus%2Bsign, plus+sign",
        "/v1/kv/a;b=c, a;b=c",
        "/v1/kv/%C3%BCmlaut, ümlaut",
        "/v1/kv/per%25cent, per%cent",
        "/v1/kv/quest%3Fion?x, quest?ion",
        "/v1/kv/...hidden, ...hidden",
        "/v1/kv/.hidden/..b, .hidden/..b",
        "http://other:80/v1/kv/absolute, absolute",
    })
    void givesThePathBehindThePrefixLiterally(String target, String rest) {
        assertThat(called("GET", target).rest()).isEqualTo(rest);
    }

    @Test
    void keepsBytesThatAreNotUtf8() {
        String escaped = called("GET", "/v1/kv/%ff%80").rest();
        String raw = called("GET", "/v1/kv/\u00ff\u0080").rest();

        assertThat(escaped).isEqualTo("\udcff\udc80").isEqualTo(raw);
    }

    @Test
    void takesTheLongestPattern() {
        assertThat(called("GET", "/v1/agent/service/register/x").rest()).isEqualTo("register/x");
        assertThat(called("PUT", "/v1/agent/service/deregister/x").rest()).isEqualTo("x");
        assertThat(called("PUT", "/v1/agent/service/register").rest()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1//kv/x, /v1/kv/x",
        "/v1/kv/a//b, /v1/kv/a/b",
        "/v1/kv/a/../b, /v1/kv/b",
        "/v1/./status/leader, /v1/status/leader",
        "//v1/status/leader, /v1/status/leader",
        "/v1/kv, /v1/kv/",
        "/v1/agent/service/deregister, /v1/agent/service/deregister/",
        "/v1//agent/service/./deregister?x, /v1/agent/service/deregister/?x",
        "//v1//kv, /v1/kv/",
        "/v1/kv?recurse, /v1/kv/?recurse",
        "/v1/kv/a//b?raw&x=%20, /v1/kv/a/b?raw&x=%20",
        "/v1/kv/a%2F%2Fb, /v1/kv/a/b",
        "/v1/kv//with%20space, /v1/kv/with%20space",
        "/v1/kv//%C3%BC, /v1/kv/%C3%BC",
        "/v1/kv//a%0Ab%0D, 400",
        "/../../etc, /etc",
    })
    void redirectsToTheCleanedPath(String target, String location) {
        String expected = location.equals("400") ? "400" : "301 Location=" + location;

        assertThat(shown(dispatch("PUT", target))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/", "/v1", "/v1/nope", "/nope", "/v2/kv/x", "/v1/kvs/x", "/v1/status/leader/", "/index.html"
            })
    void knowsNoOtherPaths(String target) {
        assertThat(shown(dispatch("GET", target))).isEqualTo("404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/kv/%00",
                "/v1/kv/%7F",
                "/v1/kv/%0D",
                "/v1/kv/%01",
                "/v1/kv/%E2%80%A8",
                "/v1/kv/%C2%85",
                "/v1/kv/%EE%80%80"
            })
    void refusesWhatCannotBePrinted(String target) {
        Router lenient = new Router(new FrontSettings(List.of(), List.of(), List.of(), true, false, false), ROUTES);

        assertThat(shown(dispatch("GET", target))).isEqualTo("400");
        assertThat(dispatch(lenient, "GET", target)).isInstanceOf(Dispatch.Called.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/kv/%", "/v1/kv/%1", "/v1/kv/%zz", "/v1/kv/%+1", "v1/kv/x", "*", "", "example.org:443"})
    void hasNoAnswerToWhatIsNoTarget(String target) {
        assertThat(dispatch("GET", target)).isNull();
    }

    @Test
    void answersAMalformedQueryWith500() {
        assertThat(shown(dispatch("GET", "/v1/kv/x?a=%zz"))).isEqualTo("500");
        assertThat(shown(dispatch("GET", "/v1/kv/x?%"))).isEqualTo("500");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/kv/x, '405 Allow=OPTIONS,GET,PUT,DELETE method POST not allowed'",
        "HEAD, /v1/status/leader, '405 Allow=OPTIONS,GET method HEAD not allowed'",
        "FOO, /v1/agent/service/register, '405 Allow=OPTIONS,PUT method FOO not allowed'",
        "get, /v1/status/leader, '405 Allow=OPTIONS,GET method get not allowed'",
        "OPTIONS, /v1/kv/x, '200 Allow=OPTIONS,GET,PUT,DELETE'",
        "OPTIONS, /v1/nope, 404",
    })
    void namesTheMethodsThatAreAllowed(String method, String target, String answer) {
        assertThat(shown(dispatch(method, target))).isEqualTo(answer);
    }

    @Test
    void refusesNamespacesWhereThereCouldBeSome() {
        String suffix = " - Namespaces are a Consul Enterprise feature";

        String parameter = shown(dispatch("GET", "/v1/kv/x?ns=default"));
        headers.set("x-consul-namespace", "a");
        String header = shown(dispatch("GET", "/v1/kv/x"));

        assertThat(parameter).isEqualTo("400 Bad request: Invalid query parameter: \"ns\"" + suffix);
        assertThat(header).isEqualTo("400 Bad request: Invalid header: \"X-Consul-Namespace\"" + suffix);
        assertThat(dispatch("GET", "/v1/status/leader?ns=a")).isInstanceOf(Dispatch.Called.class);
    }

    @Test
    void blocksEndpointsByPrefix() {
        FrontSettings settings =
                new FrontSettings(List.of(), List.of("/v1/kv", "/v1/status/leader"), List.of(), false, false, false);
        Router blocking = new Router(settings, ROUTES);

        assertThat(shown(dispatch(blocking, "OPTIONS", "/v1/kv/x")))
                .isEqualTo("403 Endpoint is blocked by agent configuration");
        assertThat(dispatch(blocking, "GET", "/")).isInstanceOf(Dispatch.Called.class);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, true", "10.1.2.3/32, true", "10.1.2.2/31, true", "11.0.0.0/8, false", "::/0, false"})
    void restrictsWritesToSomeSources(String range, boolean allowed) {
        FrontSettings settings =
                new FrontSettings(List.of(), List.of(), List.of(Cidr.parse(range)), false, false, false);
        Router restricted = new Router(settings, ROUTES);

        Dispatch write = dispatch(restricted, "PUT", "/v1/kv/x");
        Dispatch read = dispatch(restricted, "GET", "/v1/kv/x");
        Dispatch options = dispatch(restricted, "OPTIONS", "/v1/kv/x");

        assertThat(write instanceof Dispatch.Called).isEqualTo(allowed);
        if (!allowed) {
            assertThat(shown(write)).isEqualTo("403 Access is restricted");
        }
        assertThat(read).isInstanceOf(Dispatch.Called.class);
        assertThat(shown(options)).startsWith("200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "x/8", "10.0.0.0/-1", "10.0.0.0/x", "", "/"})
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid CIDR address: " + text);
    }

    @Test
    void refusesTwoRoutesWithOnePattern() {
        List<Route> twice =
                List.of(Route.at("/v1/a").get(NOTHING), Route.at("/v1/a").put(NOTHING));

        assertThatThrownBy(() -> new Router(FrontSettings.DEFAULT, twice)).hasMessage("pattern \"/v1/a\" occurs twice");
    }

    @Test
    void takesTheTokenOfTheParameterThenOfTheHeaders() {
        headers.set("Authorization", "bearer  third more");
        String third = called("GET", "/v1/kv/x").token();
        headers.set("X-Consul-Token", "second");
        String second = called("GET", "/v1/kv/x?token=").token();
        String first = called("GET", "/v1/kv/x?token=first").token();

        assertThat(List.of(first, second, third)).containsExactly("first", "second", "third");
    }

    @Test
    void ignoresOtherAuthorizationSchemes() {
        headers.set("Authorization", "Basic abc");

        assertThat(called("GET", "/v1/kv/x").token()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/kv/x?token=abc, /v1/kv/x?token=<hidden>",
        "/v1/kv/x?a=1&token=abc&b=2, /v1/kv/x?a=1&token=<hidden>&b=2",
        "/v1/kv/x?mytoken=abc, /v1/kv/x?mytoken=abc",
        "/v1/kv/x?t%6Fken=abc;pretty, /v1/kv/x?t%6Fken=<hidden>;pretty",
        "/v1/kv/x?token=a%26b&token, /v1/kv/x?token=<hidden>&token",
        "/ui/oidc/callback?state=st_1&code=abc, /ui/oidc/callback?state=st_1&code=<hidden>",
        "/v1/acl/info/8f246b77-f3e1?x, /v1/acl/info/<hidden>?x",
        "//v1/acl/%69nfo/8f246b77-f3e1, /v1/acl/info/<hidden>",
        "/v1/acl/policy/8f246b77, /v1/acl/policy/8f246b77",
    })
    void hidesSecretsFromLogs(String target, String shown) {
        assertThat(Targets.hideSecrets(target)).isEqualTo(shown);
    }
}
