package io.praetor.server.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclToken;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.TokenSource.Said;
import io.praetor.server.query.AclPolicyResolve;
import io.praetor.server.query.AclTokenFound;
import io.praetor.server.query.AclTokenGet;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RemoteTokensTest {
    private static final AclToken TOKEN = AclToken.of("a", "s", "", AclGrants.NONE);
    private static final AclPolicy POLICY = new AclPolicy("p", "p", "", "", 0, null, null, 1, 1);

    private final Servers servers = new Servers();
    private final RemoteTokens tokens = new RemoteTokens(servers);

    @Test
    void oneServerThatKnowsATokenIsEnough() {
        servers.say(Consistency.STALE, new AclTokenFound(TOKEN, false));

        assertThat(tokens.token("s").join()).isEqualTo(new Said(TOKEN, true));
        assertThat(servers.asked).containsExactly(Consistency.STALE);
    }

    @Test
    void theLeaderHasTheLastWordOnATokenThatAServerDoesNotKnow() {
        servers.say(Consistency.STALE, new AclTokenFound(null, false));
        servers.say(Consistency.DEFAULT, new AclTokenFound(TOKEN, false));
        assertThat(tokens.token("s").join()).isEqualTo(new Said(TOKEN, true));

        servers.say(Consistency.STALE, RequestFailure.aclNotFound());
        assertThat(tokens.token("s").join()).isEqualTo(new Said(TOKEN, true));

        servers.say(Consistency.DEFAULT, RequestFailure.aclNotFound());
        assertThat(tokens.token("s").join()).isEqualTo(new Said(null, true));
    }

    @Test
    void nobodyIsSureThatThereIsNoTokenWithoutALeader() {
        servers.say(Consistency.STALE, new AclTokenFound(null, false));
        servers.say(Consistency.DEFAULT, RequestFailure.noLeader());

        assertThat(tokens.token("s").join()).isEqualTo(new Said(null, false));
    }

    @Test
    void serversThatAreAwaySayNothing() {
        servers.say(Consistency.STALE, new IOException("connection refused"));

        assertThatThrownBy(() -> tokens.token("s").join()).hasRootCauseMessage("connection refused");
        assertThat(servers.asked).containsExactly(Consistency.STALE);
    }

    @Test
    void theLeaderIsAskedForPoliciesThatAServerDoesNotKnow() {
        servers.say(Consistency.STALE, List.of(POLICY));
        assertThat(tokens.policies("s", List.of("p")).join()).containsExactly(POLICY);
        assertThat(servers.asked).containsExactly(Consistency.STALE);

        servers.say(Consistency.DEFAULT, List.of(POLICY));
        servers.say(Consistency.STALE, List.of());
        assertThat(tokens.policies("s", List.of("p")).join()).containsExactly(POLICY);
        servers.say(Consistency.STALE, RequestFailure.permissionDenied());
        assertThat(tokens.policies("s", List.of("p")).join()).containsExactly(POLICY);
        servers.say(Consistency.STALE, RequestFailure.aclNotFound());
        assertThat(tokens.policies("s", List.of("p")).join()).containsExactly(POLICY);
    }

    @Test
    void whatAServerKnowsOfPoliciesDoesWithoutALeader() {
        servers.say(Consistency.STALE, List.of(POLICY));
        servers.say(Consistency.DEFAULT, RequestFailure.noLeader());

        assertThat(tokens.policies("s", List.of("p", "gone")).join()).containsExactly(POLICY);
    }

    @Test
    void aRefusalOfTheLeaderIsTheLastWordOnPolicies() {
        servers.say(Consistency.STALE, List.of());
        servers.say(Consistency.DEFAULT, RequestFailure.aclNotFound());

        assertThatThrownBy(() -> tokens.policies("s", List.of("p")).join()).hasRootCauseMessage("ACL not found");
    }

    /// Answers, or failures, by consistency.
    private static final class Servers implements Queries {
        private final Map<Consistency, Object> words = new HashMap<>();
        private final List<Consistency> asked = new ArrayList<>();

        void say(Consistency consistency, Object answer) {
            words.put(consistency, answer);
        }

        @Override
        @SuppressWarnings("unchecked") // the test says what suits the question
        public <T extends @Nullable Object> Cancellable read(
                Query<T> query, ReadOptions options, ReadCallback<T> done) {
            assertThat(query).isInstanceOfAny(AclTokenGet.class, AclPolicyResolve.class);
            asked.add(options.consistency());
            Object word = words.get(options.consistency());
            if (word instanceof Throwable failure) {
                done.failed(failure);
            } else {
                answer(done, (T) Objects.requireNonNull(word), options);
            }
            return Cancellable.NONE;
        }

        private static <T extends @Nullable Object> void answer(ReadCallback<T> done, T word, ReadOptions options) {
            done.answered(new Answer<>(word, 1, true, Duration.ZERO, options.consistency()));
        }
    }
}
