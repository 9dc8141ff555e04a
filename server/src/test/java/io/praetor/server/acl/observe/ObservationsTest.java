package io.praetor.server.acl.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ObservationsTest {
    private Instant now = Instant.parse("2026-11-21T07:37:01Z");
    private final Observations observations = new Observations(() -> now);
    private final Authorizer nothing = new PolicyCompiler("dc1", DefaultPolicy.DENY, 4).compile("t1", List.of());
    private final Tokens tokens = observations.observing(_ -> CompletableFuture.completedFuture(nothing));

    @Test
    void leavesOthersAlone() {
        assertThat(tokens.resolve("s").join()).isSameAs(nothing);

        observations.begin("t2", Duration.ofMinutes(1));

        assertThat(tokens.resolve("s").join()).isSameAs(nothing);
        assertThat(observations.of("t1")).isNull();
    }

    @Test
    void notesWhatATokenIsUsedForAndChangesNoAnswer() {
        observations.begin("t1", Duration.ofMinutes(1));

        Authorizer by = tokens.resolve("s").join();

        assertThat(by.allows(Resource.NODE, "n", Access.READ)).isFalse();
        assertThatThrownBy(() -> by.require(Resource.KEY, "k", Access.WRITE)).isInstanceOf(RequestFailure.class);
        assertThat(by.explain(Resource.KEY, "k", Access.WRITE))
                .isEqualTo(nothing.explain(Resource.KEY, "k", Access.WRITE));
        assertThat(by).isEqualTo(tokens.resolve("s").join());
        assertThat(LeastPolicy.text(Objects.requireNonNull(observations.of("t1")), false))
                .isEqualTo("key \"k\" {\n  policy = \"write\"\n}\n");
    }

    @Test
    void endsWhenTheTimeIsOverAndTellsAfterwards() {
        observations.begin("t1", Duration.ofMinutes(1));
        now = now.plusSeconds(60);

        assertThat(tokens.resolve("s").join()).isSameAs(nothing);
        assertThat(observations.of("t1")).isNotNull();
    }

    @Test
    void observesNoMoreThanSoMany() {
        for (int i = 0; i < Observations.MOST; i++) {
            observations.begin("x" + i, Duration.ofDays(100));
        }

        assertThatThrownBy(() -> observations.begin("t1", Duration.ofMinutes(1)))
                .hasMessage("more than 64 tokens are observed");
        now = now.plus(Observations.LONGEST).plus(Observations.LONGEST);
        observations.begin("t1", Duration.ofMinutes(1));
        assertThat(observations.of("x1")).isNull();
    }
}
