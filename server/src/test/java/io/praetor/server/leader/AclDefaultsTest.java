package io.praetor.server.leader;

import static io.praetor.server.state.Fixtures.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.acl.AclBatchSet;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclToken;
import io.praetor.model.log.CommandType;
import io.praetor.server.acl.GlobalManagement;
import io.praetor.server.fsm.Commands;
import io.praetor.server.state.AclTokenReads;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.store.Watches;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// `server.md` §5, "ACL initialisation".
class AclDefaultsTest {
    private static final String SECRET = id(100);

    private final LeaderFixture fixture = new LeaderFixture();
    private final AtomicInteger ids = new AtomicInteger(900);

    private void begin(String secret) throws InterruptedException {
        new AclDefaults(fixture.store::current, fixture.writes, secret, () -> id(ids.incrementAndGet()), fixture.clock)
                .begin();
    }

    private AclTokenReads tokens() {
        return fixture.state().aclTokens();
    }

    private AclPolicy policy() {
        return Objects.requireNonNull(fixture.state()
                .acl()
                .policy(AclPolicy.GLOBAL_MANAGEMENT_ID, Watches.NONE)
                .value());
    }

    @Test
    void makesWhatThereIsFromTheBeginningOnce() throws InterruptedException {
        begin("");
        int commands = fixture.log.proposed.size();
        begin("");

        assertThat(commands).isEqualTo(2);
        assertThat(fixture.log.proposed).hasSize(commands);
        assertThat(HexFormat.of()
                        .formatHex(Objects.requireNonNull(policy().hash()).array()))
                .as("the original's")
                .isEqualTo("b30210b7aba9facd1c57891e3df27669174a08b690cb2905e0797535f75eba69");
        assertThat(tokens().bySecret(AclToken.ANONYMOUS_SECRET, Watches.NONE).value())
                .extracting(AclToken::accessorId, AclToken::description)
                .containsExactly(AclToken.ANONYMOUS_ID, "Anonymous Token");
        assertThat(tokens().bootstrapIndex()).isZero();
    }

    @Test
    void theConfiguredTokenCountsAsTheBootstrap() throws InterruptedException {
        begin(SECRET);
        long bootstrapped = tokens().bootstrapIndex();
        begin(id(101));

        assertThat(bootstrapped).isPositive();
        assertThat(tokens().bootstrapIndex()).isEqualTo(bootstrapped);
        for (String secret : new String[] {SECRET, id(101)}) {
            AclToken token = Objects.requireNonNull(
                    tokens().bySecret(secret, Watches.NONE).value());
            assertThat(token.description()).isEqualTo("Master Token");
            assertThat(token.grants().policyLinks())
                    .extracting(link -> link.id())
                    .containsExactly(AclPolicy.GLOBAL_MANAGEMENT_ID);
        }
    }

    @Test
    void aReservedWordIsNoSecret() throws InterruptedException {
        begin("allow");
        begin(AclToken.ANONYMOUS_SECRET);

        assertThat(tokens().bootstrapIndex()).isZero();
        assertThat(tokens().isSecretTaken("allow")).isFalse();
    }

    @Test
    void restoresTheRulesOfTheBuiltInPolicyButNotItsName() throws InterruptedException {
        AclPolicy weak = new AclPolicy(AclPolicy.GLOBAL_MANAGEMENT_ID, "all", "mine", "", 0, null, null, 0, 0);
        fixture.apply(Commands.encode(CommandType.ACL_POLICY_SET, AclBatchSet.POLICIES, AclBatchSet.of(weak)));

        begin("");

        assertThat(policy().name()).isEqualTo("all");
        assertThat(policy().description()).isEqualTo("mine");
        assertThat(policy().rules()).isEqualTo(GlobalManagement.RULES);
    }
}
