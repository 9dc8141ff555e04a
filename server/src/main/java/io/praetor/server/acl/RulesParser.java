package io.praetor.server.acl;

import io.praetor.model.hcl.Blocks;
import io.praetor.model.hcl.Hcl;
import io.praetor.model.hcl.StrictJson;
import io.praetor.model.hcl.SyntaxException;
import io.praetor.server.acl.PolicySource.Syntax;
import io.praetor.server.acl.Rule.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the text of a policy. Names that are no kind of rule are ignored, in the text and in a rule; what has the name
/// of a kind and not its shape is refused, so that no denial is lost by a slip.
final class RulesParser {
    /// The kinds of rules in the order in which the original looks for faults.
    private static final List<Section> SECTIONS = List.of(
            new Section("acl", Resource.ACL, Match.EXACT, ""),
            new Section("agent", Resource.AGENT, Match.EXACT, "AgentRule{Node"),
            new Section("agent_prefix", Resource.AGENT, Match.PREFIX, "AgentRule{Node"),
            new Section("key", Resource.KEY, Match.EXACT, "KeyRule{Prefix"),
            new Section("key_prefix", Resource.KEY, Match.PREFIX, "KeyRule{Prefix"),
            new Section("node", Resource.NODE, Match.EXACT, "NodeRule{Name"),
            new Section("node_prefix", Resource.NODE, Match.PREFIX, "NodeRule{Name"),
            new Section("service", Resource.SERVICE, Match.EXACT, "ServiceRule{Name"),
            new Section("service_prefix", Resource.SERVICE, Match.PREFIX, "ServiceRule{Name"),
            new Section("session", Resource.SESSION, Match.EXACT, "SessionRule{Node"),
            new Section("session_prefix", Resource.SESSION, Match.PREFIX, "SessionRule{Node"),
            new Section("event", Resource.EVENT, Match.EXACT, "EventRule{Event"),
            new Section("event_prefix", Resource.EVENT, Match.PREFIX, "EventRule{Event"),
            new Section("query", Resource.QUERY, Match.EXACT, "PreparedQueryRule{Prefix"),
            new Section("query_prefix", Resource.QUERY, Match.PREFIX, "PreparedQueryRule{Prefix"),
            new Section("keyring", Resource.KEYRING, Match.EXACT, ""),
            new Section("operator", Resource.OPERATOR, Match.EXACT, ""));

    private final Syntax syntax;
    private final List<Rule> rules = new ArrayList<>();

    private RulesParser(Syntax syntax) {
        this.syntax = syntax;
    }

    static PolicyRules parse(String text, Syntax syntax) throws RulesException {
        if (text.length() > PolicyRules.MAX_TEXT) {
            throw RulesException.syntax("longer than " + PolicyRules.MAX_TEXT + " characters");
        }
        Map<String, Object> content = read(text);
        if (content.isEmpty()) {
            return PolicyRules.NONE;
        }
        RulesParser parser = new RulesParser(syntax);
        for (Section section : SECTIONS) {
            for (Map.Entry<String, Object> item : content.entrySet()) {
                if (item.getKey().equalsIgnoreCase(section.name)) {
                    parser.section(section, item.getValue());
                }
            }
        }
        return new PolicyRules(parser.rules);
    }

    private static Map<String, Object> read(String text) throws RulesException {
        try {
            return text.stripLeading().startsWith("{") ? StrictJson.parse(text) : Hcl.parse(text);
        } catch (SyntaxException e) {
            throw RulesException.syntax(String.valueOf(e.getMessage()));
        }
    }

    private void section(Section section, Object value) throws RulesException {
        if (syntax == Syntax.LEGACY && (section.match == Match.PREFIX || section.resource == Resource.ACL)) {
            return;
        }
        if (section.isWhole()) {
            whole(section, word(value, section.name));
            return;
        }
        for (Map<?, ?> named : objects(value, section.name)) {
            for (Map.Entry<?, ?> entry : named.entrySet()) {
                String name = String.valueOf(entry.getKey());
                for (Map<?, ?> body : objects(entry.getValue(), section.name + "." + name)) {
                    named(section, name, body);
                }
            }
        }
    }

    private void whole(Section section, String word) throws RulesException {
        if (word.isEmpty()) {
            return;
        }
        Level level = Level.of(word);
        if (level == null || level == Level.LIST) {
            throw new RulesException("Invalid " + section.name + " policy: " + Quoted.of(word));
        }
        rules.add(new Rule(section.resource, Match.EXACT, "", level));
    }

    private void named(Section section, String name, Map<?, ?> body) throws RulesException {
        Match match = syntax == Syntax.LEGACY ? Match.PREFIX : section.match;
        String policy = field(body, "policy", section, name);
        Level level = Level.of(policy);
        if (level == null || (level == Level.LIST && section.resource != Resource.KEY)) {
            throw invalid(section, "", name, policy, field(body, "intentions", section, name));
        }
        rules.add(new Rule(section.resource, match, name, level));
        if (section.resource != Resource.SERVICE) {
            return;
        }
        String intentions = field(body, "intentions", section, name);
        if (intentions.isEmpty()) {
            return;
        }
        Level onIntentions = Level.of(intentions);
        if (onIntentions == null || onIntentions == Level.LIST) {
            throw invalid(section, " intentions", name, policy, intentions);
        }
        rules.add(new Rule(Resource.INTENTION, match, name, onIntentions));
    }

    private static RulesException invalid(Section section, String part, String name, String policy, String intentions) {
        return new RulesException("Invalid " + section.name + part + " policy: &acl." + section.shape + ":"
                + Quoted.of(name) + ", Policy:" + Quoted.of(policy)
                + (section.resource == Resource.SERVICE ? ", Intentions:" + Quoted.of(intentions) : "")
                + ", EnterpriseRule:acl.EnterpriseRule{}}");
    }

    private static String field(Map<?, ?> body, String field, Section section, String name) throws RulesException {
        String found = "";
        for (Map.Entry<?, ?> entry : body.entrySet()) {
            if (field.equalsIgnoreCase(String.valueOf(entry.getKey()))) {
                found = word(entry.getValue(), section.name + "." + name + "." + field);
            }
        }
        return found;
    }

    private static String word(@Nullable Object value, String where) throws RulesException {
        return switch (value) {
            case String text -> text;
            case Number number -> number.toString();
            case null, default -> throw RulesException.syntax(where + ": not a string");
        };
    }

    private static List<Map<?, ?>> objects(@Nullable Object value, String where) throws RulesException {
        List<Map<?, ?>> objects = new ArrayList<>();
        switch (value) {
            case Blocks blocks -> objects.addAll(blocks.list());
            case Map<?, ?> object -> objects.add(object);
            case List<?> list -> {
                for (Object element : list) {
                    if (!(element instanceof Map<?, ?> object)) {
                        throw RulesException.syntax(where + ": not an object");
                    }
                    objects.add(object);
                }
            }
            case null, default -> throw RulesException.syntax(where + ": not an object");
        }
        return objects;
    }

    /// A kind of rule.
    ///
    /// @param shape how the original's errors begin to print such a rule; empty for resources without parts
    private record Section(String name, Resource resource, Match match, String shape) {
        boolean isWhole() {
            return shape.isEmpty();
        }
    }
}
