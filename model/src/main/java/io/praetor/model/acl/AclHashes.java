package io.praetor.model.acl;

import io.praetor.model.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The hashes by which replication sees what changed: BLAKE2b-256 over what an object means, in the order of the
/// original's recorded objects.
final class AclHashes {
    private AclHashes() {}

    static Bytes of(AclToken token) {
        Blake2b sum = new Blake2b();
        add(sum, token.description());
        add(sum, token.type());
        add(sum, token.rules());
        add(sum, token.local() ? "local" : "global");
        links(sum, token.grants().policyLinks());
        links(sum, token.grants().roleLinks());
        identities(sum, token.grants());
        return sum.done();
    }

    static Bytes of(AclPolicy policy) {
        Blake2b sum = new Blake2b();
        add(sum, policy.name());
        add(sum, policy.description());
        add(sum, policy.rules());
        texts(sum, policy.datacenters());
        return sum.done();
    }

    static Bytes of(AclRole role) {
        Blake2b sum = new Blake2b();
        add(sum, role.name());
        add(sum, role.description());
        links(sum, role.grants().policyLinks());
        identities(sum, role.grants());
        return sum.done();
    }

    private static void links(Blake2b sum, List<AclLink> links) {
        links.forEach(link -> add(sum, link.id()));
    }

    private static void identities(Blake2b sum, AclGrants grants) {
        for (AclServiceIdentity service : grants.services()) {
            add(sum, service.serviceName());
            texts(sum, service.datacenters());
        }
        for (AclNodeIdentity node : grants.nodes()) {
            add(sum, node.nodeName());
            add(sum, node.datacenter());
        }
        for (AclTemplatedPolicy templated : grants.templated()) {
            add(sum, templated.templateName());
            add(sum, templated.name());
            texts(sum, templated.datacenters());
        }
    }

    private static void texts(Blake2b sum, @Nullable List<String> texts) {
        if (texts != null) {
            texts.forEach(text -> add(sum, text));
        }
    }

    private static void add(Blake2b sum, String text) {
        sum.add(text.getBytes(StandardCharsets.UTF_8));
    }
}
