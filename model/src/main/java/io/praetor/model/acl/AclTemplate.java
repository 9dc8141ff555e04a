package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// A template of policies, as the API shows it (later versions).
///
/// @param name     such as `builtin/service`
/// @param schema   what it has to be filled in with, as a JSON schema; empty: nothing
/// @param template the rules, with `{{.Name}}` for the name
public record AclTemplate(String name, String schema, String template, String description) {

    /// How it travels.
    public static final StructCodec<AclTemplate> CODEC = StructCodec.<AclTemplate>of("ACLTemplatedPolicyResponse")
            .field("TemplateName", Codecs.TEXT, AclTemplate::name)
            .field("Schema", Codecs.TEXT, AclTemplate::schema)
            .field("Template", Codecs.TEXT, AclTemplate::template)
            .field("Description", Codecs.TEXT, AclTemplate::description)
            .build(v -> new AclTemplate(v.next(), v.next(), v.next(), v.next()));
}
