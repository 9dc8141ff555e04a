package io.praetor.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Spellings of a path that slip past rules held against another spelling: what is blocked is blocked as it is decoded,
/// and what a handler gets to vet is what it looks up.
final class HostilePathsTest {
    private final Router router = new Router(
            new FrontSettings(List.of(), List.of("/v1/agent/self", "/v1/kv/blocked"), List.of(), false, false, false),
            List.of(
                    Route.at("/").get(_ -> Reply.text(200, "")),
                    Route.at("/v1/agent/self").get(_ -> Reply.text(200, "")),
                    Route.at("/v1/kv/").get(request -> Reply.text(200, request.rest()))));

    private @Nullable Dispatch dispatch(String target) {
        return router.dispatch("GET", target, new DefaultHttpHeaders(), null);
    }

    private int status(String target) {
        return switch (dispatch(target)) {
            case null -> 400;
            case Dispatch.Answered answered -> answered.reply().status();
            case Dispatch.Called _ -> 200;
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/agent/self",
                "/v1/agent/self?x",
                "/v1/agent/self?",
                "/v1/%61gent/self",
                "/v1/agent%2fself",
                "/v1/agent%2Fself",
                "/%76%31/%61%67%65%6e%74/%73%65%6c%66",
                "http://elsewhere/v1/agent/self",
                "http://elsewhere/v1/%61gent/self",
                "/v1/kv/blocked",
                "/v1/kv/%62locked/a",
                "/v1/kv/blocked%2fa",
                "/v1/kv/blockedness",
            })
    void whatIsBlockedIsBlockedHoweverItIsSpelt(String target) {
        assertThat(status(target)).isEqualTo(403);
    }

    /// To the cleaned path, which is blocked when it is asked for.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1//agent//self",
                "/v1/./agent/self",
                "/v1/kv/../agent/self",
                "/v1/kv/%2e%2e/agent/self",
                "/v1/kv/%2E%2E%2Fagent%2Fself",
                "/v1/kv/.%2e/agent/self",
                "/v1/agent/x/..%2fself",
                "/v1/%2f/agent/self",
                "/../../v1/agent/self",
            })
    void aSloppyPathIsSentToTheCleanOne(String target) {
        Dispatch.Answered moved = (Dispatch.Answered) Objects.requireNonNull(dispatch(target));

        assertThat(moved.reply().status()).isEqualTo(301);
        assertThat(moved.reply().extra()).extracting(Reply.Field::value).containsExactly("/v1/agent/self");
        assertThat(status("/v1/agent/self")).isEqualTo(403);
    }

    /// Another case, parameters of a segment, another escape of an escape: other paths, which nobody answers.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/V1/agent/self",
                "/v1/AGENT/self",
                "/v1/agent/self;x",
                "/v1;x/agent/self",
                "/v1/agent;/self",
                "/v1/%2561gent/self",
                "/v1/agent%252fself",
                "/v1/agent/self%3fx",
                "/v1/agent/self/",
                "/v1/agent/self%2f",
                "/v1\\agent\\self",
                "/v1/agent/self%23",
            })
    void whatIsAnotherPathIsNobodys(String target) {
        assertThat(status(target)).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/kv/a%00",
                "/v1/agent/self%00",
                "/v1/agent/self%0a",
                "/v1/agent/self%0d%0aX:y",
                "/v1/agent/self%7f",
                "/v1/agent%e2%80%ae/self",
                "/v1/agent/self%c2%a0",
                "/v1/kv/%zz",
                "/v1/kv/%",
                "/v1/kv/%4",
                "v1/agent/self",
                "",
                "?",
            })
    void whatCannotBePrintedOrReadIsRefused(String target) {
        assertThat(status(target)).isEqualTo(400);
    }

    /// A key is decoded once; it is what access control is asked about, since nothing else reaches the handler.
    @ParameterizedTest
    @CsvSource({
        "/v1/kv/a%2fb, a/b",
        "/v1/kv/a%252fb, a%2fb",
        "/v1/kv/%252e%252e/b, %2e%2e/b",
        "/v1/kv/a;b=c/d, a;b=c/d",
        "/v1/kv/A, A",
        "/v1/kv/a+b, a+b",
        "/v1/kv/...%2fb, .../b",
        "/v1/kv/..b, ..b",
        "/v1/kv/a%3fb, a?b",
        "/v1/kv/a\\..\\b, a\\..\\b",
    })
    void aKeyIsDecodedOnce(String target, String key) {
        Dispatch.Called called = (Dispatch.Called) Objects.requireNonNull(dispatch(target));

        assertThat(called.request().rest()).isEqualTo(key);
    }

    /// Dots and slashes in more bytes than they need (CVE-2000-0884 and others) are bytes that are not UTF-8, and no
    /// dots
    /// and slashes.
    @Test
    void overlongUtf8IsNeitherDotNorSlash() {
        for (String target : List.of(
                "/v1/kv/x%c0%ae%c0%ae%c0%afagent%c0%afself",
                "/v1/kv/x%e0%80%ae%e0%80%ae/agent/self", "/v1/agent%c0%afself", "/v1/%c0%61gent/self")) {
            switch (dispatch(target)) {
                case Dispatch.Called called ->
                    assertThat(called.request().rest()).startsWith("x").doesNotContain("..");
                case Dispatch.Answered answered ->
                    assertThat(answered.reply().status()).isIn(400, 404);
                case null -> throw new AssertionError(target);
            }
        }
    }

    /// A reader of the log sees no secret, however its place is spelt.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/kv/a?token=SECRET",
                "/v1/kv/a?x&token=SECRET&y",
                "/v1/kv/a?x;token=SECRET",
                "/v1/kv/a?%74oken=SECRET",
                "/v1/kv/a?Token=SECRET",
                "/v1/kv/a?token=a&token=SECRET",
                "/v1/acl/info/SECRET",
                "/v1/acl/%69nfo/SECRET",
                "/v1/acl/info%2fSECRET",
                "//v1//acl/info/SECRET",
                "/v1/acl/x/../destroy/SECRET",
                "/V1/ACL/clone/SECRET?token=SECRET",
                "/v1/acl/update/SECRET/more",
            })
    void noSecretIsShown(String target) {
        assertThat(Targets.hideSecrets(target)).doesNotContain("SECRET").contains("<hidden>");
        String path = Targets.path(target);
        int secret = Targets.secretAt(path);
        assertThat(secret < 0 ? path : path.substring(0, secret)).doesNotContain("SECRET");
    }
}
