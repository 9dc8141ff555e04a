package io.praetor.cli.acl;

import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclNodeIdentity;
import io.praetor.model.acl.AclServiceIdentity;
import io.praetor.model.acl.AclTemplatedPolicy;
import java.util.List;

/// What tokens and roles grant, a block for each kind that there is.
final class GrantsText {
    private static final String DEEPER = "   ";

    private GrantsText() {}

    static void append(Rows rows, AclGrants grants) {
        links(rows, "Policies:", grants.policyLinks());
        links(rows, "Roles:", grants.roleLinks());
        if (!grants.services().isEmpty()) {
            rows.line("Service Identities:");
        }
        for (AclServiceIdentity service : grants.services()) {
            List<String> datacenters = service.datacenters();
            boolean everywhere = datacenters == null || datacenters.isEmpty();
            rows.line(DEEPER + service.serviceName() + " (Datacenters: "
                    + (everywhere ? "all" : String.join(", ", datacenters)) + ")");
        }
        if (!grants.nodes().isEmpty()) {
            rows.line("Node Identities:");
        }
        for (AclNodeIdentity node : grants.nodes()) {
            rows.line(DEEPER + node.nodeName() + " (Datacenter: " + node.datacenter() + ")");
        }
        if (!grants.templated().isEmpty()) {
            rows.line("Templated Policies:");
        }
        for (AclTemplatedPolicy policy : grants.templated()) {
            rows.line(DEEPER + policy.templateName());
            if (!policy.name().isEmpty()) {
                rows.line(DEEPER + DEEPER + "Name: " + policy.name());
            }
            rows.line(DEEPER + DEEPER + "Datacenters: "
                    + (policy.places().isEmpty() ? "all" : String.join(", ", policy.places())));
        }
    }

    private static void links(Rows rows, String title, List<AclLink> links) {
        if (!links.isEmpty()) {
            rows.line(title);
        }
        for (AclLink link : links) {
            rows.line(DEEPER + link.id() + " - " + link.name());
        }
    }
}
