package io.praetor.server.acl.observe;

import io.praetor.server.acl.Level;
import io.praetor.server.acl.Quoted;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Rule;
import io.praetor.server.acl.Rule.Match;
import io.praetor.server.acl.observe.Observation.Weight;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The least rules that give all that was asked for.
///
/// What answers showed is named one by one up to [#NAMED] names; beyond that, a rule for what they all begin with takes
/// their place, for the next answer may show others. A rule for a name decides alone, whatever a shorter one says
/// (`acl.md` §1), so each gives at least what the rules around it give, and is left out where it would give the same.
public final class LeastPolicy {
    /// How many names of one resource answers may show before a rule for their common beginning takes their place.
    static final int NAMED = 16;

    private final Map<Resource, Table> tables = new EnumMap<>(Resource.class);

    private LeastPolicy() {}

    /// What a rule gives.
    ///
    /// @param intentions of services only; who may read a service may read its intentions
    private record Grant(Level policy, Level intentions) {
        Grant and(Grant other) {
            return new Grant(most(policy, other.policy), most(intentions, other.intentions));
        }

        private static Level most(Level one, Level other) {
            return one.compareTo(other) >= 0 ? one : other;
        }
    }

    /// Rules by name, and rules by the beginnings of names.
    private record Table(NavigableMap<String, Grant> exact, NavigableMap<String, Grant> prefixes) {
        Table() {
            this(new TreeMap<>(), new TreeMap<>());
        }

        void add(Match match, String name, Grant grant) {
            (match == Match.EXACT ? exact : prefixes).merge(name, grant, Grant::and);
        }

        /// In order, a prefix of a name stands before it, and with every shorter one before that.
        void settle() {
            for (String name : List.copyOf(prefixes.keySet())) {
                settle(prefixes, name, prefixes.headMap(name, false));
            }
            for (String name : List.copyOf(exact.keySet())) {
                settle(exact, name, prefixes.headMap(name, true));
            }
        }

        private static void settle(Map<String, Grant> rules, String name, NavigableMap<String, Grant> shorter) {
            for (Map.Entry<String, Grant> around : shorter.descendingMap().entrySet()) {
                if (name.startsWith(around.getKey())) {
                    Grant whole = rules.merge(name, around.getValue(), Grant::and);
                    if (whole.equals(around.getValue())) {
                        rules.remove(name);
                    }
                    return;
                }
            }
        }
    }

    /// The rules, in HCL.
    ///
    /// @param hidden whether to give what was left out of answers as well
    public static String text(Observation observation, boolean hidden) {
        LeastPolicy policy = new LeastPolicy();
        policy.addAll(observation.needs(), hidden);
        policy.tables.values().forEach(Table::settle);
        return policy.text();
    }

    private void addAll(Map<Rule, Weight> needs, boolean hidden) {
        Map<Resource, List<Rule>> shown = new EnumMap<>(Resource.class);
        needs.forEach((need, weight) -> {
            if (weight == Weight.HIDDEN && !hidden) {
                return;
            }
            if (weight == Weight.REQUIRED || need.match() == Match.PREFIX) {
                add(need);
            } else {
                shown.computeIfAbsent(need.resource(), _ -> new ArrayList<>()).add(need);
            }
        });
        shown.values().forEach(this::addShown);
    }

    /// Intentions are part of the rule for their service, which must say something of the service too: the least that
    /// denies nothing which another policy gives is to read it.
    private void add(Rule rule) {
        boolean intention = rule.resource() == Resource.INTENTION;
        Resource resource = intention ? Resource.SERVICE : rule.resource();
        Level intentions = resource != Resource.SERVICE ? Level.DENY : intention ? rule.level() : Level.READ;
        Grant grant = new Grant(intention ? Level.READ : rule.level(), intentions);
        tables.computeIfAbsent(resource, _ -> new Table()).add(rule.match(), rule.name(), grant);
    }

    private void addShown(List<Rule> needs) {
        if (needs.size() <= NAMED) {
            needs.forEach(this::add);
            return;
        }
        Rule first = needs.getFirst();
        String common = first.name();
        for (Rule need : needs) {
            while (!need.name().startsWith(common)) {
                common = common.substring(0, common.length() - 1);
            }
        }
        for (Rule need : needs) {
            add(new Rule(first.resource(), Match.PREFIX, common, need.level()));
        }
    }

    private String text() {
        StringBuilder out = new StringBuilder();
        tables.forEach((resource, table) -> {
            table.exact.forEach((name, grant) -> append(out, resource, "", name, grant));
            table.prefixes.forEach((name, grant) -> append(out, resource, "_prefix", name, grant));
        });
        return out.toString();
    }

    private static void append(StringBuilder out, Resource resource, String suffix, String name, Grant grant) {
        String level = Quoted.of(grant.policy().text());
        if (Needs.isWhole(resource)) {
            out.append(resource.text()).append(" = ").append(level).append('\n');
            return;
        }
        out.append(resource.text()).append(suffix).append(' ').append(Quoted.of(name));
        out.append(" {\n  policy = ").append(level).append('\n');
        if (grant.intentions() == Level.WRITE) {
            out.append("  intentions = ")
                    .append(Quoted.of(grant.intentions().text()))
                    .append('\n');
        }
        out.append("}\n");
    }
}
