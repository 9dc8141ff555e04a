package io.praetor.server.acl;

import io.praetor.server.acl.Rule.Match;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The merged rules of one resource, laid out for looking up: rules for one name by hash, and by name in order; rules
/// for the beginnings of names in order, where each knows the longest other one that it begins with. Looking up
/// allocates nothing.
final class RuleTable {
    private static final Comparator<Granted> BY_NAME =
            Comparator.comparing(granted -> granted.rule().name());

    static final RuleTable EMPTY = new RuleTable(List.of());

    private final Map<String, Granted> exact = new HashMap<>();
    private final Granted[] exactInOrder;
    private final Granted[] prefixes;

    /// For each prefix the place of the longest other prefix that it begins with; -1 if there is none.
    private final int[] parents;

    private final @Nullable Granted weakest;
    private final @Nullable Granted strongest;

    /// @param rules of one resource, no two for the same names
    RuleTable(Collection<Granted> rules) {
        exactInOrder = inOrder(rules, Match.EXACT);
        prefixes = inOrder(rules, Match.PREFIX);
        for (Granted granted : exactInOrder) {
            exact.put(granted.rule().name(), granted);
        }
        parents = parents(prefixes);
        Comparator<Granted> byLevel =
                Comparator.comparing(granted -> granted.rule().level());
        weakest = rules.stream().min(byLevel).orElse(null);
        strongest = rules.stream().max(byLevel).orElse(null);
    }

    private static Granted[] inOrder(Collection<Granted> rules, Match match) {
        return rules.stream()
                .filter(granted -> granted.rule().match() == match)
                .sorted(BY_NAME)
                .toArray(Granted[]::new);
    }

    /// What a prefix begins with stands before it, with nothing between them but what begins with it too: so the parent
    /// is the one before, or one of that one's parents.
    private static int[] parents(Granted[] prefixes) {
        int[] parents = new int[prefixes.length];
        for (int i = 0; i < prefixes.length; i++) {
            int parent = i - 1;
            while (parent >= 0 && !name(prefixes[i]).startsWith(name(prefixes[parent]))) {
                parent = parents[parent];
            }
            parents[i] = parent;
        }
        return parents;
    }

    /// The rule that says something about a name: the one for exactly this name, else the longest prefix.
    @Nullable Granted about(String name) {
        Granted granted = exact.get(name);
        return granted != null ? granted : longestPrefix(name);
    }

    /// The longest prefix rule that a name begins with. Every prefix of the name is in order before it; going from the
    /// last one that is, the first that fits is the longest.
    @Nullable Granted longestPrefix(String name) {
        int at = firstNotBefore(prefixes, name);
        if (at < prefixes.length && name(prefixes[at]).equals(name)) {
            return prefixes[at];
        }
        at--;
        while (at >= 0) {
            if (name.startsWith(name(prefixes[at]))) {
                return prefixes[at];
            }
            at = parents[at];
        }
        return null;
    }

    /// A rule of either kind for a name that begins with `prefix` which does not give `access`.
    @Nullable Granted refusingBelow(String prefix, Access access) {
        Granted refusing = refusingBelow(prefixes, prefix, access);
        return refusing != null ? refusing : refusingBelow(exactInOrder, prefix, access);
    }

    private static @Nullable Granted refusingBelow(Granted[] rules, String prefix, Access access) {
        for (int i = firstNotBefore(rules, prefix);
                i < rules.length && name(rules[i]).startsWith(prefix);
                i++) {
            if (!rules[i].rule().level().grants(access)) {
                return rules[i];
            }
        }
        return null;
    }

    /// The rule for all names.
    @Nullable Granted catchAll() {
        return prefixes.length > 0 && name(prefixes[0]).isEmpty() ? prefixes[0] : null;
    }

    /// A rule that gives least.
    @Nullable Granted weakest() {
        return weakest;
    }

    /// A rule that gives most.
    @Nullable Granted strongest() {
        return strongest;
    }

    private static int firstNotBefore(Granted[] rules, String name) {
        int low = 0;
        int high = rules.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (name(rules[middle]).compareTo(name) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static String name(Granted granted) {
        return granted.rule().name();
    }

    @Override
    public String toString() {
        return Arrays.toString(exactInOrder) + Arrays.toString(prefixes);
    }
}
