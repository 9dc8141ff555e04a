package io.praetor.server.acl;

import java.util.List;
import java.util.Locale;

/// A policy as it is stored: what a [PolicyCompiler] takes.
///
/// @param id          to name it in decisions; of a synthetic policy, what it was made of
/// @param name        to name it in decisions
/// @param syntax      the language of the text
/// @param text        its rules
/// @param datacenters where it applies; empty: everywhere
public record PolicySource(String id, String name, Syntax syntax, String text, List<String> datacenters) {
    /// The language of rules.
    public enum Syntax {
        CURRENT,
        /// Of a legacy token (`acl.md` §7).
        LEGACY
    }

    /// Copies the list.
    public PolicySource {
        datacenters = List.copyOf(datacenters);
    }

    /// A policy in the current language.
    public static PolicySource of(String id, String name, String text, List<String> datacenters) {
        return new PolicySource(id, name, Syntax.CURRENT, text, datacenters);
    }

    /// The rules that a legacy token carries itself.
    ///
    /// @param accessor of that token
    public static PolicySource ofLegacyToken(String accessor, String text) {
        return new PolicySource(accessor, "legacy token", Syntax.LEGACY, text, List.of());
    }

    /// What a service identity stands for (`acl.md` §3): the service itself, its sidecar, and to find others.
    public static PolicySource ofServiceIdentity(String service, List<String> datacenters) {
        String title = "service identity " + Quoted.of(service);
        String text = block("service", service, Level.WRITE)
                + block("service", service + "-sidecar-proxy", Level.WRITE)
                + block("service_prefix", "", Level.READ)
                + block("node_prefix", "", Level.READ);
        return of(title, title, text, datacenters);
    }

    /// What a node identity stands for (`acl.md` §3): the node itself, and to see services.
    public static PolicySource ofNodeIdentity(String node, String datacenter) {
        String title = "node identity " + Quoted.of(node);
        String text = block("node", node, Level.WRITE) + block("service_prefix", "", Level.READ);
        return of(title, title, text, List.of(datacenter));
    }

    /// What the agent's recovery token may (`acl.md` §2): this agent, and to see nodes.
    public static PolicySource ofAgentRecovery(String node) {
        String text = block("agent", node, Level.WRITE) + block("node_prefix", "", Level.READ);
        return of("agent recovery", "agent recovery", text, List.of());
    }

    private static String block(String kind, String name, Level level) {
        return kind + " " + Quoted.of(name) + " {\n  policy = " + Quoted.of(level.text()) + "\n}\n";
    }

    /// Its rules.
    ///
    /// @throws RulesException with the contract's words
    public PolicyRules rules() throws RulesException {
        return syntax == Syntax.LEGACY ? PolicyRules.parseLegacy(text) : PolicyRules.parse(text);
    }

    /// Whether it applies in a datacenter.
    public boolean appliesIn(String datacenter) {
        if (datacenters.isEmpty()) {
            return true;
        }
        String wanted = datacenter.toLowerCase(Locale.ROOT);
        return datacenters.stream()
                .anyMatch(where -> where.toLowerCase(Locale.ROOT).equals(wanted));
    }
}
