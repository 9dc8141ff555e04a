package io.praetor.agent.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Tokens;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// `acl.md` §2.
class RecoveryTokensTest {
    private static final Tokens AWAY = _ -> CompletableFuture.failedFuture(RequestFailure.aclNotFound());

    private final AtomicReference<String> secret = new AtomicReference<>("s3cret");
    private final Tokens tokens = new RecoveryTokens(AWAY, secret::get, "n1", "dc1", DefaultPolicy.DENY);

    @Test
    void letsItsBearerAtThisAgentWithoutServers() {
        Authorizer bearer = tokens.resolve("s3cret").join();

        assertThat(bearer.allows(Resource.AGENT, "n1", Access.WRITE)).isTrue();
        assertThat(bearer.allows(Resource.AGENT, "n10", Access.READ)).isFalse();
        assertThat(bearer.allows(Resource.NODE, "other", Access.READ)).isTrue();
        assertThat(bearer.allows(Resource.NODE, "n1", Access.WRITE)).isFalse();
        assertThat(bearer.allows(Resource.KEY, "k", Access.READ)).isFalse();
        assertThat(bearer.allows(Resource.ACL, "", Access.READ)).isFalse();
    }

    @Test
    void asksOthersAboutOthers() {
        assertThat(tokens.resolve("other")).isCompletedExceptionally();
        assertThat(tokens.resolve("s3cre")).isCompletedExceptionally();
        assertThat(tokens.resolve("")).isCompletedExceptionally();
    }

    @Test
    void takesNoTokenForItWhenThereIsNone() {
        secret.set("");
        assertThat(tokens.resolve("")).isCompletedExceptionally();
        assertThat(tokens.resolve("s3cret")).isCompletedExceptionally();

        secret.set("new");
        assertThat(tokens.resolve("new")).isCompleted();
    }
}
