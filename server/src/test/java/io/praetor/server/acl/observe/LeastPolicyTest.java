package io.praetor.server.acl.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.PolicySource;
import io.praetor.server.acl.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastPolicyTest {
    private final Observation observation = new Observation();

    private String policy() {
        return LeastPolicy.text(observation, false);
    }

    @Test
    void givesWhatRequestsWereCheckedFor() {
        observation.required(Resource.KEY, "foo/bar", Access.WRITE);
        observation.required(Resource.KEY, "foo/bar", Access.READ);
        observation.required(Resource.SERVICE, "web", Access.WRITE);
        observation.required(Resource.OPERATOR, "", Access.READ);

        assertThat(policy()).isEqualTo("""
                key "foo/bar" {
                  policy = "write"
                }
                operator = "read"
                service "web" {
                  policy = "write"
                }
                """);
    }

    @Test
    void writesRulesForTreesAsPrefixes() {
        observation.required(Resource.KEY, "a/", Access.WRITE_PREFIX);
        observation.required(Resource.KEY, "b/", Access.LIST);
        observation.wonderedAll(Resource.NODE, Access.READ);

        assertThat(policy()).isEqualTo("""
                key_prefix "a/" {
                  policy = "write"
                }
                key_prefix "b/" {
                  policy = "list"
                }
                node_prefix "" {
                  policy = "read"
                }
                """);
    }

    @Test
    void leavesOutWhatARuleAroundItGives() {
        observation.required(Resource.KEY, "a/", Access.WRITE_PREFIX);
        observation.required(Resource.KEY, "a/b", Access.READ);
        observation.required(Resource.KEY, "a/b/", Access.LIST);
        observation.required(Resource.KEY, "ab", Access.READ);

        assertThat(policy()).isEqualTo("""
                key "ab" {
                  policy = "read"
                }
                key_prefix "a/" {
                  policy = "write"
                }
                """);
    }

    @Test
    void keepsWhatMattersOnlyWithinAnswersApart() {
        observation.wondered(Resource.NODE, "n1", Access.READ, true);
        observation.wondered(Resource.NODE, "n2", Access.READ, false);
        observation.wondered(Resource.ACL, "", Access.WRITE, true);
        observation.wondered(Resource.KEYRING, "", Access.READ, false);

        assertThat(policy()).isEqualTo("""
                keyring = "read"
                node "n1" {
                  policy = "read"
                }
                """);
        assertThat(LeastPolicy.text(observation, true)).contains("node \"n2\"").doesNotContain("acl");
    }

    @Test
    void asksForCommonBeginningsWhereAnswersShowMuch() {
        for (int i = 0; i <= LeastPolicy.NAMED; i++) {
            observation.wondered(Resource.KEY, "app/" + i, Access.READ, true);
        }
        observation.required(Resource.KEY, "app/1", Access.WRITE);

        assertThat(policy()).isEqualTo("""
                key "app/1" {
                  policy = "write"
                }
                key_prefix "app/" {
                  policy = "read"
                }
                """);
    }

    @Test
    void putsIntentionsIntoTheRuleOfTheirService() {
        observation.required(Resource.INTENTION, "web", Access.WRITE);
        observation.required(Resource.INTENTION, "db", Access.READ);
        observation.required(Resource.INTENTION, "*", Access.READ);
        observation.required(Resource.SERVICE, "web", Access.WRITE);

        assertThat(policy()).isEqualTo("""
                service "web" {
                  policy = "write"
                  intentions = "write"
                }
                service_prefix "" {
                  policy = "read"
                }
                """);
    }

    @Test
    void keepsNoMoreThanSoMuch() {
        for (int i = 0; i <= Observation.MOST; i++) {
            observation.required(Resource.KEY, "k" + i, Access.READ);
        }

        assertThat(observation.needs()).hasSize(Observation.MOST);
        assertThat(observation.isComplete()).isFalse();
    }

    /// Whatever is asked for, the policy gives it; and any policy that gives less fails a request.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesAllThatWasAskedFor(long seed) {
        Random random = new Random(seed);
        String[] names = {"", "a", "a/", "a/b", "a/b/c", "ab", "b", "*"};
        Resource[] resources = {Resource.KEY, Resource.SERVICE, Resource.INTENTION, Resource.NODE, Resource.OPERATOR};
        List<Consumer<Authorizer>> requests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Resource resource = resources[random.nextInt(resources.length)];
            String name = names[random.nextInt(names.length)];
            Access access = resource == Resource.KEY
                    ? List.of(Access.values()).get(random.nextInt(4))
                    : random.nextBoolean() ? Access.READ : Access.WRITE;
            requests.add(
                    random.nextInt(6) == 0 && resource != Resource.KEY
                            ? by -> assertThat(by.allowsAll(resource, access))
                                    .as("all %s %s", resource, access)
                                    .isTrue()
                            : by -> by.require(resource, name, access));
        }
        ObservedAuthorizer everything = new ObservedAuthorizer(Authorizer.ALL, observation);
        requests.forEach(request -> request.accept(everything));

        Authorizer least = new PolicyCompiler("dc1", DefaultPolicy.DENY, 4)
                .compile("x", List.of(PolicySource.of("p", "p", policy(), List.of())));

        assertThat(requests).as(policy()).allSatisfy(request -> request.accept(least));
    }
}
