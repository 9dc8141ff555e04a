package io.praetor.server.state;

import static io.praetor.server.state.Fixtures.authMethod;
import static io.praetor.server.state.Fixtures.bindingRule;
import static io.praetor.server.state.Fixtures.id;
import static io.praetor.server.state.Fixtures.policy;
import static io.praetor.server.state.Fixtures.role;
import static io.praetor.server.state.Fixtures.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.acl.AclBatchDelete;
import io.praetor.model.acl.AclBatchSet;
import io.praetor.model.acl.AclBootstrapRequest;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclRoleBatchSet;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenBatchSet;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.store.Watches;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// `acl.md` §3, §4 and §7 as far as the state decides them.
class AclRulesTest {
    private static final String POLICY = id(20);
    private static final String ROLE = id(30);

    private final TestState state = new TestState();

    private void set(AclPolicy policy) throws StateException {
        state.run(write -> {
            write.acl().setPolicies(AclBatchSet.of(policy));
            return null;
        });
    }

    private void set(AclRole role) throws StateException {
        state.run(write -> {
            write.acl().setRoles(new AclRoleBatchSet(List.of(role), false));
            return null;
        });
    }

    private void set(AclToken token) throws StateException {
        state.run(write -> {
            write.aclTokens().set(AclTokenBatchSet.of(token));
            return null;
        });
    }

    private String refusal(AclToken token) {
        return state.refusal(write -> {
            write.aclTokens().set(AclTokenBatchSet.of(token));
            return null;
        });
    }

    private void deletePolicy(String id) throws StateException {
        state.run(write -> {
            write.acl().deletePolicies(AclBatchDelete.of(id));
            return null;
        });
    }

    private @Nullable AclToken read(int number) {
        return state.now()
                .aclTokens()
                .byAccessor(token(number, List.of(), List.of()).accessorId(), Watches.NONE)
                .value();
    }

    private AclToken present(int number) {
        return Objects.requireNonNull(read(number));
    }

    @Test
    void tokensShowTheirLinksAsTheyAreNow() throws StateException {
        set(policy(POLICY, "old"));
        set(role(ROLE, "r", POLICY));
        set(token(1, List.of(POLICY), List.of(ROLE)));

        set(policy(POLICY, "new"));

        assertThat(present(1).grants().policies()).containsExactly(new AclLink(POLICY, "new"));
        assertThat(present(1).grants().roles()).containsExactly(new AclLink(ROLE, "r"));
        AclRole role = Objects.requireNonNull(
                state.now().acl().role(ROLE, Watches.NONE).value());
        assertThat(role.policies()).containsExactly(new AclLink(POLICY, "new"));

        deletePolicy(POLICY);

        assertThat(present(1).grants().policies()).isNull();
        assertThat(state.now().acl().rolesOfPolicy(POLICY, Watches.NONE).value())
                .extracting(AclRole::policies)
                .containsOnlyNulls();
    }

    @Test
    void indexesMoveWithTheObjectAndWithWhatItLinks() throws StateException {
        set(policy(POLICY, "p"));
        set(token(1, List.of(POLICY), List.of()));

        assertThat(state.now().aclTokens().byAccessor(id(51), Watches.NONE).index())
                .isEqualTo(2);
        set(policy(POLICY, "renamed"));
        assertThat(state.now().aclTokens().byAccessor(id(51), Watches.NONE).index())
                .isEqualTo(3);
        assertThat(state.now().acl().policy(POLICY, Watches.NONE).index()).isEqualTo(3);
        assertThat(present(1).modifyIndex()).isEqualTo(2);
        set(token(1, List.of(POLICY), List.of()));
        assertThat(present(1)).satisfies(same -> {
            assertThat(same.createIndex()).isEqualTo(2);
            assertThat(same.modifyIndex()).isEqualTo(4);
        });
        deletePolicy(id(99));
        assertThat(state.now().acl().policies(Watches.NONE).index()).isEqualTo(3);
    }

    @Test
    void wakesReadersOfATokenWhenAPolicyItHasIsRenamed() throws StateException {
        set(policy(POLICY, "p"));
        set(policy(id(21), "other"));
        set(token(1, List.of(POLICY), List.of()));
        TestState.Parked reader = state.park((s, w) -> s.aclTokens().byAccessor(id(51), w));

        set(policy(id(21), "another"));
        assertThat(reader.watches().fired()).isFalse();
        set(policy(POLICY, "renamed"));
        assertThat(reader.watches().fired()).isTrue();
    }

    @Test
    void refusesUnknownLinksAndChangedIds() throws StateException {
        set(token(1, List.of(), List.of()));

        assertThat(refusal(token(2, List.of(POLICY), List.of()))).isEqualTo("No such policy with ID: " + POLICY);
        assertThat(refusal(token(2, List.of(), List.of(ROLE)))).isEqualTo("No such role with ID: " + ROLE);
        assertThat(refusal(token(2, List.of(), List.of()).edit().authMethod("m").done()))
                .isEqualTo("No such auth method with Name: m");
        assertThat(refusal(token(1, List.of(), List.of()).edit().secretId(id(7)).done()))
                .isEqualTo("The ACL Token SecretID field is immutable");
        assertThat(refusal(
                        token(1, List.of(), List.of()).edit().accessorId(id(7)).done()))
                .isEqualTo("The ACL Token AccessorID field is immutable");
        assertThat(refusal(token(1, List.of(), List.of()).edit().accessorId("").done()))
                .isEqualTo("Missing ACL Token AccessorID");
        assertThat(state.refusal(write -> {
                    write.acl().setRoles(new AclRoleBatchSet(List.of(role(ROLE, "r", POLICY)), false));
                    return null;
                }))
                .isEqualTo("No such policy with ID: " + POLICY);
    }

    @Test
    void refusesTokensWithoutAnyRightWhereThatIsAsked() {
        AclTokenBatchSet batch = new AclTokenBatchSet(List.of(token(1, List.of(), List.of())), false, true, true);

        assertThat(state.refusal(write -> {
                    write.aclTokens().set(batch);
                    return null;
                }))
                .isEqualTo("Permission denied");
    }

    @Test
    void writesIfUnchangedOnly() throws StateException {
        set(token(1, List.of(), List.of()));
        AclToken changed = present(1).edit().description("changed").done();

        state.run(write -> {
            write.aclTokens()
                    .set(new AclTokenBatchSet(
                            List.of(changed.edit().indexes(0, 7).done(), token(2, List.of(), List.of())),
                            true,
                            false,
                            false));
            return null;
        });

        assertThat(present(1).description()).isEqualTo("token 1");
        assertThat(read(2)).isNotNull();
        state.run(write -> {
            write.aclTokens().set(new AclTokenBatchSet(List.of(changed), true, false, false));
            return null;
        });
        assertThat(present(1).description()).isEqualTo("changed");
    }

    @Test
    void namesBelongToOne() throws StateException {
        set(policy(POLICY, "p"));
        set(role(ROLE, "r"));

        assertThat(state.refusal(write -> {
                    write.acl().setPolicies(AclBatchSet.of(policy(id(21), "P")));
                    return null;
                }))
                .isEqualTo("A policy with name \"P\" already exists");
        assertThat(state.refusal(write -> {
                    write.acl().setRoles(new AclRoleBatchSet(List.of(role(id(31), "r")), false));
                    return null;
                }))
                .isEqualTo("A role with name \"r\" already exists");
    }

    @Test
    void whatHasRunOutIsAsIfItWereNotThere() throws StateException {
        AclToken soon = token(1, List.of(), List.of())
                .edit()
                .expires(state.instant.plusSeconds(60))
                .done();
        set(soon);
        set(token(2, List.of(), List.of())
                .edit()
                .expires(state.instant.plusSeconds(30))
                .done());
        set(token(3, List.of(), List.of())
                .edit()
                .expires(state.instant.plusSeconds(30))
                .local(true)
                .done());
        assertThat(state.now().aclTokens().expired(false, 10)).isEmpty();

        state.instant = state.instant.plusSeconds(60);

        assertThat(read(1)).isNull();
        assertThat(state.now()
                        .aclTokens()
                        .bySecret(soon.secretId(), Watches.NONE)
                        .value())
                .isNull();
        assertThat(state.now().aclTokens().all(_ -> true, Watches.NONE).value()).isEmpty();
        assertThat(state.now().aclTokens().isSecretTaken(soon.secretId())).isTrue();
        assertThat(state.now().aclTokens().expired(false, 10)).containsExactly(id(52), id(51));
        assertThat(state.now().aclTokens().expired(false, 1)).containsExactly(id(52));
        assertThat(state.now().aclTokens().expired(true, 10)).containsExactly(id(53));
    }

    @Test
    void anAuthMethodTakesAlongWhatDependsOnIt() throws StateException {
        state.run(write -> {
            write.acl().setAuthMethods(AclBatchSet.of(authMethod("m")));
            write.acl().setAuthMethods(AclBatchSet.of(authMethod("other")));
            write.acl().setBindingRules(AclBatchSet.of(bindingRule(id(40), "m")));
            write.acl().setBindingRules(AclBatchSet.of(bindingRule(id(41), "other")));
            return null;
        });
        set(token(1, List.of(), List.of()).edit().authMethod("m").done());
        set(token(2, List.of(), List.of()));

        state.run(write -> {
            write.acl().deleteAuthMethods(AclBatchDelete.of("M"));
            return null;
        });

        assertThat(read(1)).isNull();
        assertThat(read(2)).isNotNull();
        assertThat(state.now().acl().bindingRules(Watches.NONE).value())
                .extracting(rule -> rule.id())
                .containsExactly(id(41));
        assertThat(state.now().acl().authMethods(Watches.NONE).value())
                .extracting(method -> method.name())
                .containsExactly("other");
    }

    @Test
    void bootstrapsOnceAndAgainWithTheRightIndex() throws StateException {
        bootstrap(1, 0);
        assertThat(state.now().aclTokens().bootstrapIndex()).isEqualTo(1);

        assertThat(bootstrapRefusal(2, 0)).isEqualTo("ACL bootstrap no longer allowed (reset index: 1)");
        assertThat(bootstrapRefusal(2, 7)).isEqualTo("Invalid bootstrap reset index (specified 7, reset index: 1)");
        bootstrap(2, 1);
        assertThat(state.now().aclTokens().bootstrapIndex()).isEqualTo(4);
        assertThat(read(1)).isNotNull();
        assertThat(read(2)).isNotNull();
    }

    private void bootstrap(int number, long reset) throws StateException {
        state.run(write -> {
            write.aclTokens().bootstrap(new AclBootstrapRequest(token(number, List.of(), List.of()), reset));
            return null;
        });
    }

    private String bootstrapRefusal(int number, long reset) {
        return state.refusal(write -> {
            write.aclTokens().bootstrap(new AclBootstrapRequest(token(number, List.of(), List.of()), reset));
            return null;
        });
    }

    @Test
    void builtInsStay() {
        assertThat(state.refusal(write -> {
                    write.acl().deletePolicies(AclBatchDelete.of(AclPolicy.GLOBAL_MANAGEMENT_ID));
                    return null;
                }))
                .isEqualTo("Deletion of the builtin global-management policy is not permitted");
        assertThat(state.refusal(write -> {
                    write.aclTokens().delete(AclBatchDelete.of(AclToken.ANONYMOUS_ID));
                    return null;
                }))
                .isEqualTo("Deletion of the builtin anonymous token is not permitted");
    }

    @Test
    void tokensOfTheOldKindAreKnownByTheirSecretAlone() throws StateException {
        LegacyAcl acl = new LegacyAcl(id(1), "old", AclToken.CLIENT, "key \"a\" { policy = \"read\" }", 0, 0);
        setLegacy(acl);

        assertThat(state.now().aclTokens().withoutAccessor(5)).hasSize(1);
        AclToken found = Objects.requireNonNull(
                state.now().aclTokens().bySecret(id(1), Watches.NONE).value());
        assertThat(found.isLegacy()).isTrue();
        assertThat(found.rules()).isEqualTo(acl.rules());

        set(found.edit().accessorId(id(2)).done());
        setLegacy(new LegacyAcl(id(1), "renamed", AclToken.CLIENT, "", 0, 0));

        assertThat(state.now().aclTokens().withoutAccessor(5)).isEmpty();
        assertThat(state.now().aclTokens().byAccessor(id(2), Watches.NONE).value())
                .extracting(AclToken::description)
                .isEqualTo("renamed");
        state.run(write -> {
            write.aclTokens().deleteLegacy(id(1));
            return null;
        });
        assertThat(state.now().aclTokens().bySecret(id(1), Watches.NONE).value())
                .isNull();
    }

    private void setLegacy(LegacyAcl acl) throws StateException {
        state.run(write -> {
            write.aclTokens().setLegacy(acl);
            return null;
        });
    }

    @Test
    void theOldWayDoesNotTouchTokensOfTheNewKind() throws StateException {
        set(AclToken.of(id(1), id(2), "", AclGrants.NONE));

        assertThat(state.refusal(write -> {
                    write.aclTokens().setLegacy(new LegacyAcl(id(2), "", AclToken.CLIENT, "", 0, 0));
                    return null;
                }))
                .isEqualTo("Cannot use legacy endpoint to modify a non-legacy token");
    }

    @Test
    void aRevisionIsTheSameUntilSomethingCounts() throws StateException {
        set(policy(POLICY, "p"));
        AclRevision before = state.now().aclTokens().revision();

        state.delete("some/key");
        assertThat(state.now().aclTokens().revision().isSame(before)).isTrue();
        set(policy(POLICY, "p"));
        assertThat(state.now().aclTokens().revision().isSame(before)).isFalse();
    }
}
