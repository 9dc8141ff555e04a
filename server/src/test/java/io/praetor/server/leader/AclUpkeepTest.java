package io.praetor.server.leader;

import static io.praetor.server.state.Fixtures.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.acl.AclBatchDelete;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenBatchSet;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.model.acl.LegacyAclRequest;
import io.praetor.model.log.CommandType;
import io.praetor.server.fsm.Commands;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// `acl.md` §3 (tokens that run out) and §7 (tokens of the old kind).
class AclUpkeepTest {
    private final LeaderFixture fixture = new LeaderFixture();
    private final AtomicInteger ids = new AtomicInteger(900);
    private final AclUpkeep upkeep = new AclUpkeep(
            fixture.store::current,
            fixture.writes,
            () -> id(ids.incrementAndGet()),
            fixture.clock,
            fixture.timers,
            Runnable::run);

    private void expiring(int count, boolean local) {
        List<AclToken> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = (local ? 100_000 : 10_000) + i;
            tokens.add(AclToken.of(id(number), id(1_000_000 + number), "", AclGrants.NONE)
                    .edit()
                    .local(local)
                    .expires(fixture.clock.instant().plusSeconds(60))
                    .done());
        }
        fixture.apply(Commands.encode(
                CommandType.ACL_TOKEN_SET, AclTokenBatchSet.CODEC, new AclTokenBatchSet(tokens, false, false, false)));
    }

    private List<Integer> reaped() {
        return fixture.proposed(CommandType.ACL_TOKEN_DELETE, AclBatchDelete.TOKENS).stream()
                .map(batch -> batch.unwanted().size())
                .toList();
    }

    @Test
    void takesOutWhatHasRunOutAFewAtATime() {
        expiring(300, false);
        expiring(10, true);
        upkeep.begin();

        fixture.pass(Duration.ofSeconds(59));
        assertThat(reaped()).isEmpty();
        fixture.pass(Duration.ofSeconds(1));
        assertThat(reaped()).containsExactly(256);
        fixture.pass(Duration.ofSeconds(5));

        assertThat(reaped()).containsExactly(256, 54);
        upkeep.end();
        assertThat(fixture.timers.size()).isZero();
    }

    @Test
    void givesTokensOfTheOldKindWhatTheyLack() {
        for (String type : List.of(AclToken.CLIENT, AclToken.MANAGEMENT)) {
            LegacyAcl acl = new LegacyAcl(type, type, type, "", 0, 0);
            fixture.apply(Commands.encode(
                    CommandType.ACL,
                    LegacyAclRequest.CODEC,
                    new LegacyAclRequest("dc1", LegacyAclRequest.SET, acl, "")));
        }
        upkeep.begin();

        fixture.pass(Duration.ofSeconds(2));

        AclToken client = stored(AclToken.CLIENT);
        AclToken management = stored(AclToken.MANAGEMENT);
        assertThat(client.accessorId()).isEqualTo(id(901));
        assertThat(client.isLegacy()).isTrue();
        assertThat(management.accessorId()).isEqualTo(id(902));
        assertThat(management.toLegacy()).isNotNull();
        assertThat(fixture.proposed(CommandType.ACL_TOKEN_SET, AclTokenBatchSet.CODEC))
                .singleElement()
                .satisfies(batch -> assertThat(
                                Objects.requireNonNull(batch.tokens()).getLast().grants())
                        .isEqualTo(AclGrants.ofPolicy(
                                new AclLink(AclPolicy.GLOBAL_MANAGEMENT_ID, AclPolicy.GLOBAL_MANAGEMENT))));
    }

    private AclToken stored(String secret) {
        return Objects.requireNonNull(
                fixture.state().aclTokens().bySecret(secret, Watches.NONE).value());
    }

    @Test
    void doesNothingUnlessItLeads() {
        expiring(1, false);
        upkeep.begin();
        upkeep.end();

        fixture.pass(Duration.ofMinutes(2));

        assertThat(reaped()).isEmpty();
    }
}
