package io.praetor.server.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.server.RequestFailure;
import io.praetor.server.testing.ManualTicker;
import io.praetor.server.testing.RecordedTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DryRunTest {
    private static final String ACCESSOR = "aaaaaaaa-0000-4000-8000-000000000001";

    private final ManualTicker ticker = new ManualTicker();
    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private final List<String> said = new ArrayList<>();
    private final DryRun dryRun = new DryRun(ticker, telemetry, new DryRun.Report() {
        @Override
        public void lacks(String accessor, String permission, String name) {
            said.add(accessor + " " + permission + " " + name);
        }

        @Override
        public void unknown() {
            said.add("unknown");
        }

        @Override
        public void more(long leftOut) {
            said.add("more " + leftOut);
        }
    });
    private final Authorizer reader = new PolicyCompiler("dc1", DefaultPolicy.DENY, 4)
            .compile(ACCESSOR, List.of(PolicySource.of("p", "p", "key_prefix \"a\" { policy = \"read\" }", List.of())));
    private final Authorizer anonymous = new PolicyCompiler("dc1", DefaultPolicy.DENY, 4).compile("anon", List.of());
    private final Tokens tokens = dryRun.over(secret -> switch (secret) {
        case "reader" -> CompletableFuture.completedFuture(reader);
        case "" -> CompletableFuture.completedFuture(anonymous);
        case "manage" -> CompletableFuture.failedFuture(RootNames.refusal());
        case "down" -> CompletableFuture.failedFuture(RequestFailure.noLeader());
        default -> CompletableFuture.failedFuture(RequestFailure.aclNotFound());
    });

    private Authorizer resolved(String secret) {
        return tokens.resolve(secret).join();
    }

    @Test
    void letsPassAndSaysWhatItWouldRefuse() {
        Authorizer by = resolved("reader");

        by.require(Resource.KEY, "a/b", Access.READ);
        by.require(Resource.KEY, "a/b", Access.WRITE);
        assertThat(by.allows(Resource.SERVICE, "web", Access.READ)).isTrue();
        assertThat(by.allowsAll(Resource.NODE, Access.READ)).isTrue();

        assertThat(said)
                .containsExactly(
                        ACCESSOR + " key:write a/b", ACCESSOR + " service:read web", ACCESSOR + " node:read *");
        assertThat(telemetry.of("acl.dry_run.denied;resource=key;access=write")).isEqualTo(1);
        assertThat(telemetry.of("acl.dry_run.denied;resource=key;access=read")).isZero();
    }

    @Test
    void accessControlItselfIsRefusedAsEver() {
        Authorizer by = resolved("reader");

        assertThat(by.allows(Resource.ACL, "", Access.READ)).isFalse();
        assertThat(by.allowsAll(Resource.ACL, Access.WRITE)).isFalse();
        assertThatThrownBy(() -> by.require(Resource.ACL, "", Access.WRITE)).hasMessage("Permission denied");
        assertThat(said).isEmpty();
    }

    @Test
    void aSecretThatNobodyHasIsAsNone() {
        assertThat(resolved("x").accessor()).isEqualTo("anon");
        assertThat(resolved("manage").accessor()).isEqualTo("anon");
        assertThat(resolved("another").allows(Resource.KEY, "a", Access.WRITE)).isTrue();

        assertThat(said).containsExactly("unknown", "anon key:write a");
        assertThat(telemetry.of("acl.dry_run.denied;resource=token;access=unknown"))
                .isEqualTo(3);
    }

    @Test
    void whatCannotBeResolvedFailsAsEver() {
        assertThat(tokens.resolve("down"))
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("No cluster leader");
    }

    @Test
    void saysEachThingOnceInAnInterval() {
        for (int i = 0; i < 100; i++) {
            resolved("reader").require(Resource.KEY, "x", Access.WRITE);
        }
        assertThat(said).hasSize(1);

        ticker.pass(DryRun.INTERVAL);
        resolved("reader").require(Resource.KEY, "x", Access.WRITE);

        assertThat(said).hasSize(2);
        assertThat(telemetry.of("acl.dry_run.denied;resource=key;access=write")).isEqualTo(101);
    }

    @Test
    void saysABoundedNumberOfThingsAndHowManyMoreThereWere() {
        for (int i = 0; i < DryRun.MOST_LINES + 50; i++) {
            resolved("reader").require(Resource.KEY, "x" + i, Access.WRITE);
        }
        assertThat(said).hasSize(DryRun.MOST_LINES);

        ticker.pass(DryRun.INTERVAL);
        resolved("reader").require(Resource.KEY, "x", Access.WRITE);

        assertThat(said).hasSize(DryRun.MOST_LINES + 2).contains("more 50");
    }

    @Test
    void namesAreCut() {
        resolved("reader").require(Resource.KEY, "x".repeat(10_000), Access.WRITE);

        assertThat(said.getFirst()).hasSizeLessThan(400);
    }

    @Test
    void explainsWhatWouldBeDecided() {
        Authorizer by = resolved("reader");

        assertThat(by.explain(Resource.KEY, "a", Access.WRITE).allowed()).isFalse();
        assertThat(by.enforced()).isSameAs(reader);
        assertThat(by.token()).isEqualTo(reader.token());
    }

    @Test
    void twoOfTheSameAreEqualAndAnotherLayerAddsNothing() {
        assertThat(resolved("reader")).isEqualTo(resolved("reader")).isNotEqualTo(resolved(""));
        assertThat(dryRun.over(tokens).resolve("reader").join()).isEqualTo(resolved("reader"));
        assertThat(dryRun.over(Tokens.OFF).resolve("").join()).isSameAs(Authorizer.ALL);
    }
}
