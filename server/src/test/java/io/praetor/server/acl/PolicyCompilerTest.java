package io.praetor.server.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.server.RequestFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PolicyCompilerTest {
    private static final String ACCESSOR = "8f0a4b2e-0000-4000-8000-000000000001";

    private static Authorizer of(DefaultPolicy otherwise, String... texts) {
        List<PolicySource> policies = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            policies.add(PolicySource.of("id" + i, "policy-" + i, texts[i], List.of()));
        }
        return new PolicyCompiler("dc1", otherwise, 8).compile(ACCESSOR, policies);
    }

    private static Authorizer of(String... texts) {
        return of(DefaultPolicy.DENY, texts);
    }

    @Test
    void letsTheExactRuleDecideBeforeTheLongestPrefix() {
        Authorizer token = of("""
                key_prefix "" { policy = "read" }
                key_prefix "a/" { policy = "write" }
                key_prefix "a/b/" { policy = "deny" }
                key "a/b/c" { policy = "read" }
                """);

        assertThat(token.allows(Resource.KEY, "z", Access.READ)).isTrue();
        assertThat(token.allows(Resource.KEY, "z", Access.WRITE)).isFalse();
        assertThat(token.allows(Resource.KEY, "a/x", Access.WRITE)).isTrue();
        assertThat(token.allows(Resource.KEY, "a/", Access.WRITE)).isTrue();
        assertThat(token.allows(Resource.KEY, "a/b/x", Access.READ)).isFalse();
        assertThat(token.allows(Resource.KEY, "a/b/c", Access.READ)).isTrue();
        assertThat(token.allows(Resource.KEY, "a/b/c", Access.WRITE)).isFalse();
        assertThat(token.allows(Resource.KEY, "a/b/cd", Access.READ)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "deny, write, deny",
        "deny, read, deny",
        "deny, list, deny",
        "write, list, write",
        "write, read, write",
        "list, read, list",
        "read, read, read"
    })
    void takesTheStrongestOfEqualRules(String one, String other, String level) {
        Level expected = Level.valueOf(level.toUpperCase(Locale.ROOT));
        String first = "key \"a\" { policy = \"" + one + "\" }";
        String second = "key \"a\" { policy = \"" + other + "\" }";
        for (Authorizer token : List.of(of(first, second), of(second, first), of(first + second), of(second + first))) {
            for (Access access : List.of(Access.READ, Access.LIST, Access.WRITE)) {
                assertThat(token.allows(Resource.KEY, "a", access)).isEqualTo(expected.grants(access));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "deny, false, false, false",
        "read, true, false, false",
        "list, true, true, false",
        "write, true, true, true"
    })
    void ordersTheLevels(String word, boolean read, boolean list, boolean write) {
        Level level = Level.valueOf(word.toUpperCase(Locale.ROOT));

        assertThat(level.grants(Access.READ)).isEqualTo(read);
        assertThat(level.grants(Access.LIST)).isEqualTo(list);
        assertThat(level.grants(Access.WRITE)).isEqualTo(write);
        assertThat(level.grants(Access.WRITE_PREFIX)).isEqualTo(write);
    }

    @Test
    void leavesWhatNoRuleSpeaksOfToTheDefaultPolicy() {
        String rules = "key_prefix \"a\" { policy = \"read\" }";

        assertThat(of(DefaultPolicy.DENY, rules).allows(Resource.KEY, "b", Access.READ))
                .isFalse();
        assertThat(of(DefaultPolicy.ALLOW, rules).allows(Resource.KEY, "b", Access.WRITE))
                .isTrue();
        assertThat(of(DefaultPolicy.ALLOW, rules).allows(Resource.KEY, "a", Access.WRITE))
                .isFalse();
        for (Resource resource : Resource.values()) {
            boolean allowed = resource != Resource.ACL;
            for (Access access : List.of(Access.READ, Access.WRITE)) {
                assertThat(of(DefaultPolicy.ALLOW).allows(resource, "x", access))
                        .isEqualTo(allowed);
                assertThat(of(DefaultPolicy.ALLOW).allowsAll(resource, access)).isEqualTo(allowed);
                assertThat(of(DefaultPolicy.DENY).allows(resource, "x", access)).isFalse();
                assertThat(of(DefaultPolicy.DENY).allowsAll(resource, access)).isFalse();
            }
        }
        assertThat(of(DefaultPolicy.ALLOW, "acl = \"read\"").allows(Resource.ACL, "", Access.READ))
                .isTrue();
        assertThat(of(DefaultPolicy.ALLOW, "acl = \"read\"").allows(Resource.ACL, "", Access.WRITE))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DENY  | ''                                                                                | a/ | false",
                "ALLOW | ''                                                                                | a/ | true",
                "DENY  | key_prefix \"a/\" { policy = \"write\" }                                          | a/ | true",
                "DENY  | key_prefix \"a/\" { policy = \"write\" }                                          | a  | false",
                "DENY  | key_prefix \"\" { policy = \"write\" } key \"a/x\" { policy = \"read\" }          | a/ | false",
                "DENY  | key_prefix \"\" { policy = \"write\" } key \"a/x\" { policy = \"write\" }         | a/ | true",
                "DENY  | key_prefix \"\" { policy = \"write\" } key_prefix \"a/x\" { policy = \"list\" }   | a/ | false",
                "DENY  | key_prefix \"\" { policy = \"write\" } key_prefix \"b/\" { policy = \"deny\" }    | a/ | true",
                "DENY  | key_prefix \"\" { policy = \"read\" } key_prefix \"a/b\" { policy = \"write\" }   | a/ | false",
                "DENY  | key_prefix \"\" { policy = \"read\" } key_prefix \"a/\" { policy = \"write\" }    | a/ | true",
                "DENY  | key \"a/\" { policy = \"write\" }                                                 | a/ | false",
                "ALLOW | key \"a/\" { policy = \"read\" }                                                  | a/ | false",
                "ALLOW | key \"a/x\" { policy = \"write\" }                                                | a/ | true",
            })
    void deletesATreeOnlyIfEveryRuleInItWrites(DefaultPolicy otherwise, String rules, String prefix, boolean expected) {
        assertThat(of(otherwise, rules).allows(Resource.KEY, prefix, Access.WRITE_PREFIX))
                .isEqualTo(expected);
    }

    @Test
    void derivesIntentionsFromTheService() {
        Authorizer token = of("""
                service "w" { policy = "write" }
                service "r" { policy = "read" }
                service "d" { policy = "deny" }
                service "own" { policy = "deny" intentions = "write" }
                service_prefix "p-" { policy = "read" intentions = "deny" }
                """);

        assertThat(token.allows(Resource.INTENTION, "w", Access.READ)).isTrue();
        assertThat(token.allows(Resource.INTENTION, "w", Access.WRITE)).isFalse();
        assertThat(token.allows(Resource.INTENTION, "r", Access.READ)).isTrue();
        assertThat(token.allows(Resource.INTENTION, "d", Access.READ)).isFalse();
        assertThat(token.allows(Resource.INTENTION, "own", Access.WRITE)).isTrue();
        assertThat(token.allows(Resource.SERVICE, "own", Access.READ)).isFalse();
        assertThat(token.allows(Resource.INTENTION, "p-1", Access.READ)).isFalse();
        assertThat(token.allows(Resource.SERVICE, "p-1", Access.READ)).isTrue();
    }

    @Test
    void letsWhatIsSaidOfIntentionsStandBeforeWhatFollowsFromAnotherPolicy() {
        Authorizer token =
                of("service \"a\" { policy = \"deny\" }", "service \"a\" { policy = \"read\" intentions = \"read\" }");

        assertThat(token.allows(Resource.SERVICE, "a", Access.READ)).isFalse();
        assertThat(token.allows(Resource.INTENTION, "a", Access.READ)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DENY  | ''                                                                                   | false | false",
                "ALLOW | ''                                                                                   | true  | true",
                "DENY  | service \"a\" { policy = \"read\" }                                                  | true  | false",
                "DENY  | service \"a\" { policy = \"deny\" }                                                  | false | false",
                "ALLOW | service \"a\" { policy = \"deny\" }                                                  | true  | false",
                "ALLOW | service_prefix \"\" { policy = \"deny\" }                                            | false | false",
                "ALLOW | service_prefix \"\" { policy = \"deny\" } service \"a\" { policy = \"read\" }        | true  | false",
                "DENY  | service_prefix \"\" { policy = \"read\" intentions = \"write\" }                     | true  | true",
                "DENY  | service \"a\" { policy = \"read\" intentions = \"write\" }                           | true  | false",
                "ALLOW | service \"a\" { policy = \"read\" intentions = \"write\" }                           | true  | true",
                "DENY  | service_prefix \"\" { policy = \"read\" intentions = \"write\" } service \"a\" { policy = \"read\" } | true | false",
            })
    void knowsWhoMayTouchTheIntentionsOfAll(DefaultPolicy otherwise, String rules, boolean read, boolean write) {
        assertThat(of(otherwise, rules).allows(Resource.INTENTION, "*", Access.READ))
                .isEqualTo(read);
        assertThat(of(otherwise, rules).allows(Resource.INTENTION, "*", Access.WRITE))
                .isEqualTo(write);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DENY  | node_prefix \"\" { policy = \"read\" }                                        | true",
                "DENY  | node_prefix \"\" { policy = \"read\" } node \"a\" { policy = \"write\" }      | true",
                "DENY  | node_prefix \"\" { policy = \"write\" } node \"a\" { policy = \"deny\" }      | false",
                "DENY  | node_prefix \"a\" { policy = \"read\" }                                       | false",
                "ALLOW | node_prefix \"a\" { policy = \"read\" }                                       | true",
                "ALLOW | node_prefix \"a\" { policy = \"deny\" }                                       | false",
            })
    void knowsWhoSeesEveryNode(DefaultPolicy otherwise, String rules, boolean expected) {
        assertThat(of(otherwise, rules).allowsAll(Resource.NODE, Access.READ)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Resource.class)
    void givesEverythingToGlobalManagement(Resource resource) {
        Authorizer token =
                new PolicyCompiler("dc1", DefaultPolicy.DENY, 8).compile(ACCESSOR, List.of(GlobalManagement.POLICY));

        assertThat(token.allows(resource, "any", Access.WRITE)).isTrue();
        assertThat(token.allowsAll(resource, Access.WRITE)).isTrue();
    }

    @Test
    void appliesPoliciesOnlyInTheirDatacenters() {
        List<PolicySource> policies = List.of(
                PolicySource.ofNodeIdentity("n", "dc2"), PolicySource.ofServiceIdentity("web", List.of("dc2", "DC1")));
        Authorizer here = new PolicyCompiler("dc1", DefaultPolicy.DENY, 8).compile(ACCESSOR, policies);
        Authorizer there = new PolicyCompiler("dc2", DefaultPolicy.DENY, 8).compile(ACCESSOR, policies);

        assertThat(here.allows(Resource.NODE, "n", Access.WRITE)).isFalse();
        assertThat(there.allows(Resource.NODE, "n", Access.WRITE)).isTrue();
        assertThat(here.allows(Resource.SERVICE, "web-sidecar-proxy", Access.WRITE))
                .isTrue();
    }

    @Test
    void explainsWhatDecided() {
        Authorizer token = of("key_prefix \"a\" { policy = \"read\" }", "service \"web\" { policy = \"write\" }");

        assertThat(token.explain(Resource.KEY, "a/b", Access.WRITE).text())
                .isEqualTo("denied: key_prefix \"a\" { policy = \"read\" } of policy \"policy-0\" (id0)");
        assertThat(token.explain(Resource.INTENTION, "web", Access.READ).text())
                .isEqualTo("allowed: service \"web\" { intentions = \"read\" } of policy \"policy-1\" (id1)");
        assertThat(token.explain(Resource.OPERATOR, "", Access.READ).text())
                .isEqualTo("denied: no rule; default policy \"deny\"");
        assertThat(Authorizer.ALL.explain(Resource.ACL, "", Access.WRITE).text())
                .isEqualTo("allowed: no rule; access control is off");
    }

    @Test
    void saysWhoLacksWhatBesidesTheContractsWords() {
        Authorizer token = of();
        assertThatThrownBy(() -> token.require(Resource.SERVICE, "web", Access.WRITE))
                .isInstanceOfSatisfying(RequestFailure.class, failure -> {
                    assertThat(failure.text()).isEqualTo("Permission denied");
                    assertThat(failure.detail())
                            .isEqualTo("token with AccessorID '" + ACCESSOR
                                    + "' lacks permission 'service:write' on \"web\"");
                });
        Authorizer anonymous = new PolicyCompiler("dc1", DefaultPolicy.DENY, 8)
                .compile("00000000-0000-0000-0000-000000000002", List.of());
        assertThatThrownBy(() -> anonymous.require(Resource.OPERATOR, "", Access.READ))
                .isInstanceOfSatisfying(
                        RequestFailure.class,
                        failure -> assertThat(failure.detail())
                                .isEqualTo("anonymous token lacks permission 'operator:read'"));
    }

    @Test
    void refusesATokenWithAPolicyThatCannotBeRead() {
        assertThatThrownBy(() -> of("key_prefix \"\" { policy = \"write\" }", "key \"secret\" {"))
                .isInstanceOf(RequestFailure.class)
                .hasMessageStartingWith("Failed to parse ACL rules: ");
    }

    @Test
    void keepsNoMoreThanItsBound() {
        RecentlyUsed<Integer, Integer> kept = new RecentlyUsed<>(10);
        for (int i = 0; i < 1000; i++) {
            kept.put(i, i);
            assertThat(kept.get(0)).isEqualTo(0);
            assertThat(kept.size()).isLessThanOrEqualTo(21);
        }
        assertThat(kept.get(1)).isNull();
        kept.remove(0);
        assertThat(kept.get(0)).isNull();
    }

    @Test
    void readsTheWordsOfTheDefaultPolicy() {
        assertThat(DefaultPolicy.of("allow")).isEqualTo(DefaultPolicy.ALLOW);
        assertThat(DefaultPolicy.of("deny")).isEqualTo(DefaultPolicy.DENY);
        assertThatThrownBy(() -> DefaultPolicy.of("x")).hasMessage("unexpected ACL default policy value of \"x\"");
    }
}
