package io.praetor.server.acl;

import io.praetor.model.acl.AclTemplate;
import io.praetor.model.acl.AclTemplatedPolicy;
import java.util.List;
import java.util.Optional;

/// The templates of policies there are (later versions; public documentation of Consul 1.17 and 1.18): what services,
/// nodes and well-known programs need. Those whose rules are for what does not exist here are missing.
public final class PolicyTemplates {
    private static final String NAME = "{{.Name}}";

    private static final String NAMED = """
            {
            \t"type": "object",
            \t"properties": {
            \t\t"name": { "type": "string", "minLength": 1 }
            \t},
            \t"required": ["name"]
            }""";

    /// All of them, by name.
    public static final List<AclTemplate> ALL = List.of(
            new AclTemplate("builtin/api-gateway", NAMED, """
                    service "{{.Name}}" {
                    \tpolicy = "write"
                    }
                    service_prefix "" {
                    \tpolicy = "read"
                    }
                    node_prefix "" {
                    \tpolicy = "read"
                    }
                    """, "A gateway: to be the service, and to find the others"),
            new AclTemplate("builtin/dns", "", """
                    node_prefix "" {
                    \tpolicy = "read"
                    }
                    service_prefix "" {
                    \tpolicy = "read"
                    }
                    query_prefix "" {
                    \tpolicy = "read"
                    }
                    """, "DNS: to find everything"),
            new AclTemplate("builtin/node", NAMED, """
                    node "{{.Name}}" {
                    \tpolicy = "write"
                    }
                    service_prefix "" {
                    \tpolicy = "read"
                    }
                    """, "The agent of a node: to be the node, and to see services"),
            new AclTemplate("builtin/nomad-client", "", """
                    agent_prefix "" {
                    \tpolicy = "read"
                    }
                    node_prefix "" {
                    \tpolicy = "read"
                    }
                    service_prefix "" {
                    \tpolicy = "write"
                    }
                    """, "A client of Nomad: to register services"),
            new AclTemplate(
                    "builtin/nomad-server",
                    "",
                    """
                    acl = "write"
                    agent_prefix "" {
                    \tpolicy = "read"
                    }
                    node_prefix "" {
                    \tpolicy = "read"
                    }
                    service_prefix "" {
                    \tpolicy = "write"
                    }
                    """,
                    "A server of Nomad: to register services, and to make tokens for them"),
            new AclTemplate(
                    "builtin/service", NAMED, """
                    service "{{.Name}}" {
                    \tpolicy = "write"
                    }
                    service "{{.Name}}-sidecar-proxy" {
                    \tpolicy = "write"
                    }
                    service_prefix "" {
                    \tpolicy = "read"
                    }
                    node_prefix "" {
                    \tpolicy = "read"
                    }
                    """, "A service and its sidecar: to be them, and to find others"));

    private PolicyTemplates() {}

    /// The template with this name.
    public static Optional<AclTemplate> named(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /// Whether a template is to be filled in with a name.
    public static boolean needsName(AclTemplate template) {
        return !template.schema().isEmpty();
    }

    /// What a templated policy stands for; nothing if there is no such template, as in what a later version has
    /// written.
    public static Optional<PolicySource> filledIn(AclTemplatedPolicy policy) {
        return named(policy.templateName()).map(template -> {
            boolean named = needsName(template);
            String quoted = Quoted.of(policy.name());
            String title = "templated policy " + template.name() + (named ? " " + quoted : "");
            // whatever the name holds, it stays within its quotes
            String rules = template.template().replace(NAME, quoted.substring(1, quoted.length() - 1));
            return PolicySource.of(title, title, rules, policy.places());
        });
    }
}
