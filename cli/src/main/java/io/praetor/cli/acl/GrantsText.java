package io.praetor.cli.acl;

import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclNodeIdentity;
import io.praetor.model.acl.AclServiceIdentity;
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
