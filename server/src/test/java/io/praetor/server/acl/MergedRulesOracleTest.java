package io.praetor.server.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.server.acl.Rule.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random policies, judged by the compiled tables and by [Naive], which knows only the sentences of `acl.md` §1.
final class MergedRulesOracleTest {
    private static final Resource[] NAMED = {Resource.KEY, Resource.SERVICE, Resource.NODE};

    private static final List<Level> LEVELS = List.of(Level.values());
    private static final List<Access> ACCESSES = List.of(Access.values());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithTheSentences(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int run = 0; run < 2_000; run++) {
            DefaultPolicy otherwise = random.nextBoolean() ? DefaultPolicy.ALLOW : DefaultPolicy.DENY;
            List<PolicySource> sources = new ArrayList<>();
            List<Rule> rules = new ArrayList<>();
            for (int policy = random.nextInt(4); policy >= 0; policy--) {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(8); i > 0; i--) {
                    addRule(random, text, rules);
                }
                sources.add(PolicySource.of("id" + policy, "p" + policy, text.toString(), List.of()));
            }
            Authorizer compiled = new PolicyCompiler("dc1", otherwise, 1).compile("", sources);
            Naive naive = new Naive(rules, otherwise);
            for (int ask = 0; ask < 40; ask++) {
                Resource resource = random.nextInt(4) == 0 ? Resource.INTENTION : NAMED[random.nextInt(NAMED.length)];
                Access access = access(random, resource);
                String name = resource == Resource.INTENTION && random.nextInt(3) == 0 ? "*" : name(random);
                assertThat(compiled.allows(resource, name, access))
                        .as("%s %s of %s by %s, else %s", access, name, resource, sources, otherwise)
                        .isEqualTo(naive.allows(resource, name, access));
                if (access != Access.WRITE_PREFIX) {
                    assertThat(compiled.allowsAll(resource, access))
                            .as("%s of all %s by %s, else %s", access, resource, sources, otherwise)
                            .isEqualTo(naive.allowsAll(resource, access));
                }
                assertThat(compiled.explain(resource, name, access).allowed())
                        .isEqualTo(compiled.allows(resource, name, access));
            }
        }
    }

    private static void addRule(RandomGenerator random, StringBuilder text, List<Rule> rules) {
        Resource resource = NAMED[random.nextInt(NAMED.length)];
        Match match = random.nextBoolean() ? Match.EXACT : Match.PREFIX;
        String name = name(random);
        Level level = level(random, resource);
        rules.add(new Rule(resource, match, name, level));
        text.append(resource.text()).append(match == Match.PREFIX ? "_prefix" : "");
        text.append(" \"")
                .append(name)
                .append("\" { policy = \"")
                .append(level.text())
                .append('"');
        if (resource == Resource.SERVICE && random.nextBoolean()) {
            Level intentions = level(random, resource);
            rules.add(new Rule(Resource.INTENTION, match, name, intentions));
            text.append(" intentions = \"").append(intentions.text()).append('"');
        }
        text.append(" }\n");
    }

    private static String name(RandomGenerator random) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            name.append("ab\u00e9".charAt(random.nextInt(3)));
        }
        return name.toString();
    }

    private static Level level(RandomGenerator random, Resource resource) {
        Level level = LEVELS.get(random.nextInt(4));
        return level == Level.LIST && resource != Resource.KEY ? Level.READ : level;
    }

    private static Access access(RandomGenerator random, Resource resource) {
        return resource == Resource.KEY
                ? ACCESSES.get(random.nextInt(4))
                : random.nextBoolean() ? Access.READ : Access.WRITE;
    }

    /// The sentences, each one a search through all rules.
    private record Naive(List<Rule> rules, DefaultPolicy otherwise) {
        boolean allows(Resource resource, String name, Access access) {
            if (resource == Resource.INTENTION && name.equals("*")) {
                return access == Access.READ ? readsAny() : allowsAll(resource, access);
            }
            if (access == Access.WRITE_PREFIX) {
                return writesTree(name);
            }
            return level(resource, Match.EXACT, name)
                    .or(() -> longestPrefix(resource, name))
                    .map(level -> level.grants(access))
                    .orElse(otherwise.allows(resource));
        }

        boolean allowsAll(Resource resource, Access access) {
            boolean byDefault = level(resource, Match.PREFIX, "")
                    .map(level -> level.grants(access))
                    .orElse(otherwise.allows(resource));
            return byDefault
                    && merged(resource).stream().allMatch(rule -> rule.level().grants(access));
        }

        private boolean readsAny() {
            boolean byDefault = level(Resource.INTENTION, Match.PREFIX, "")
                    .map(level -> level.grants(Access.READ))
                    .orElse(otherwise.allows(Resource.INTENTION));
            return byDefault
                    || merged(Resource.INTENTION).stream()
                            .anyMatch(rule -> rule.level().grants(Access.READ));
        }

        private boolean writesTree(String prefix) {
            boolean covered = longestPrefix(Resource.KEY, prefix)
                    .map(level -> level == Level.WRITE)
                    .orElse(otherwise.allows(Resource.KEY));
            return covered
                    && merged(Resource.KEY).stream()
                            .filter(rule -> rule.name().startsWith(prefix))
                            .allMatch(rule -> rule.level() == Level.WRITE);
        }

        private Optional<Level> longestPrefix(Resource resource, String name) {
            for (int length = name.length(); length >= 0; length--) {
                Optional<Level> level = level(resource, Match.PREFIX, name.substring(0, length));
                if (level.isPresent()) {
                    return level;
                }
            }
            return Optional.empty();
        }

        private List<Rule> merged(Resource resource) {
            List<Rule> merged = new ArrayList<>();
            for (Rule rule : rules) {
                Resource about = resource == Resource.INTENTION ? Resource.SERVICE : resource;
                if (rule.resource() == about) {
                    Level level = level(resource, rule.match(), rule.name()).orElseThrow();
                    merged.add(new Rule(resource, rule.match(), rule.name(), level));
                }
            }
            return merged;
        }

        /// The level of one rule after merging: deny before write before list before read.
        private Optional<Level> level(Resource resource, Match match, String name) {
            for (Level level : List.of(Level.DENY, Level.WRITE, Level.LIST, Level.READ)) {
                if (rules.contains(new Rule(resource, match, name, level))) {
                    return Optional.of(level);
                }
            }
            if (resource == Resource.INTENTION) {
                return level(Resource.SERVICE, match, name).map(level -> level == Level.DENY ? Level.DENY : Level.READ);
            }
            return Optional.empty();
        }
    }
}
