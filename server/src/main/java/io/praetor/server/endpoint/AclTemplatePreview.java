package io.praetor.server.endpoint;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclTemplate;
import io.praetor.model.acl.AclTemplateVariables;
import io.praetor.model.acl.AclTemplatedPolicy;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.PolicySource;
import io.praetor.server.acl.PolicyTemplates;
import java.util.HexFormat;

/// Shows which policy comes of a template (later versions).
public final class AclTemplatePreview {
    private static final int ID_BYTES = 16;

    private AclTemplatePreview() {}

    /// The policy that whoever is granted the template has. It is nowhere stored; equal rules have an equal ID.
    ///
    /// @throws RequestFailure when the template cannot be filled in with this
    public static AclPolicy of(AclTemplate template, AclTemplateVariables given) {
        if (PolicyTemplates.needsName(template)) {
            AclNames.requireTemplateName(template.name(), given.name());
        }
        PolicySource source = PolicyTemplates.filledIn(new AclTemplatedPolicy(template.name(), given, null))
                .orElseThrow(() -> new IllegalArgumentException("no template \"" + template.name() + "\""));
        String description = "synthetic policy generated from templated policy: " + template.name();
        AclPolicy rules = new AclPolicy("", "", description, source.text(), 0, null, null, 0, 0).hashed();
        Bytes hash = rules.hash();
        String id = hash == null ? "" : HexFormat.of().formatHex(hash.array(), 0, ID_BYTES);
        return new AclPolicy(id, "synthetic-policy-" + id, description, source.text(), 0, null, hash, 0, 0);
    }
}
