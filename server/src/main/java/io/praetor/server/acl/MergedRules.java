package io.praetor.server.acl;

import io.praetor.server.acl.Rule.Match;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the rules of several policies add up to (`acl.md` §1, "Evaluation"). Immutable; shared by all tokens that have
/// the same policies.
final class MergedRules {
    /// No rules.
    static final MergedRules NONE = of(List.of());

    /// The name that stands for every service in intentions.
    private static final String EVERY = "*";

    /// One for every resource.
    private final Map<Resource, RuleTable> tables;

    private MergedRules(Map<Resource, RuleTable> tables) {
        this.tables = tables;
    }

    /// @param policies and what their texts say
    static MergedRules of(List<Named> policies) {
        Map<Names, Granted> merged = new LinkedHashMap<>();
        for (Named policy : policies) {
            for (Rule rule : policy.rules.rules()) {
                Granted granted = new Granted(rule, policy.source.id(), policy.source.name());
                merged.merge(
                        Names.of(rule),
                        granted,
                        (one, other) ->
                                other.rule().level().outweighs(one.rule().level()) ? other : one);
            }
        }
        addIntentions(merged);
        Map<Resource, List<Granted>> byResource = new EnumMap<>(Resource.class);
        for (Granted granted : merged.values()) {
            byResource
                    .computeIfAbsent(granted.rule().resource(), _ -> new ArrayList<>())
                    .add(granted);
        }
        Map<Resource, RuleTable> tables = new EnumMap<>(Resource.class);
        for (Resource resource : Resource.values()) {
            List<Granted> rules = byResource.get(resource);
            tables.put(resource, rules == null ? RuleTable.EMPTY : new RuleTable(rules));
        }
        return new MergedRules(tables);
    }

    /// A service rule that says nothing of intentions lets them be read if it gives anything.
    private static void addIntentions(Map<Names, Granted> merged) {
        for (Granted granted : List.copyOf(merged.values())) {
            Rule rule = granted.rule();
            if (rule.resource() == Resource.SERVICE) {
                Level level = rule.level() == Level.DENY ? Level.DENY : Level.READ;
                Rule onIntentions = new Rule(Resource.INTENTION, rule.match(), rule.name(), level);
                merged.putIfAbsent(
                        Names.of(onIntentions), new Granted(onIntentions, granted.policyId(), granted.policyName()));
            }
        }
    }

    /// The rule that decides about access to something: its level gives the answer. Null if the default policy does.
    @Nullable Granted deciding(Resource resource, String name, Access access) {
        RuleTable table = table(resource);
        return switch (resource) {
            case ACL, KEYRING, OPERATOR -> table.about("");
            case INTENTION -> name.equals(EVERY) ? onEveryIntention(table, access) : table.about(name);
            case KEY -> access == Access.WRITE_PREFIX ? onTree(table, name, access) : table.about(name);
            default -> table.about(name);
        };
    }

    /// The rule that decides about access to every part of a resource. Null if the default policy does.
    @Nullable Granted decidingAll(Resource resource, Access access) {
        RuleTable table = table(resource);
        return switch (resource) {
            case ACL, KEYRING, OPERATOR -> table.about("");
            default -> onAll(table, access);
        };
    }

    private RuleTable table(Resource resource) {
        return tables.getOrDefault(resource, RuleTable.EMPTY);
    }

    /// Whoever may read one of them may ask for those of all; whoever changes those of all must be allowed to change
    /// each.
    private static @Nullable Granted onEveryIntention(RuleTable table, Access access) {
        if (access != Access.READ) {
            return onAll(table, access);
        }
        Granted strongest = table.strongest();
        return strongest != null && strongest.rule().level().grants(access) ? strongest : table.catchAll();
    }

    private static @Nullable Granted onAll(RuleTable table, Access access) {
        Granted weakest = table.weakest();
        return weakest != null && !weakest.rule().level().grants(access) ? weakest : table.catchAll();
    }

    private static @Nullable Granted onTree(RuleTable table, String prefix, Access access) {
        Granted covering = table.longestPrefix(prefix);
        if (covering != null && !covering.rule().level().grants(access)) {
            return covering;
        }
        Granted refusing = table.refusingBelow(prefix, access);
        return refusing != null ? refusing : covering;
    }

    /// A policy and what its text says.
    record Named(PolicySource source, PolicyRules rules) {}

    /// What makes two rules the same.
    private record Names(Resource resource, Match match, String name) {
        static Names of(Rule rule) {
            return new Names(rule.resource(), rule.match(), rule.name());
        }
    }
}
