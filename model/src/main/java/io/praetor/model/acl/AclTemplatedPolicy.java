package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules that are written once and filled in for each who is granted them (later versions).
///
/// @param templateName      such as `builtin/service`
/// @param templateVariables null: there is nothing to fill in
/// @param datacenters       in which it holds; null or empty: in all
public record AclTemplatedPolicy(
        String templateName,
        @Nullable AclTemplateVariables templateVariables,
        @Nullable List<String> datacenters) {

    /// How it travels.
    public static final StructCodec<AclTemplatedPolicy> CODEC = StructCodec.<AclTemplatedPolicy>of("ACLTemplatedPolicy")
            .field("TemplateName", Codecs.TEXT, AclTemplatedPolicy::templateName)
            .field(
                    "TemplateVariables",
                    Codecs.pointer(AclTemplateVariables.CODEC),
                    AclTemplatedPolicy::templateVariables)
            .omitEmpty()
            .field("Datacenters", Codecs.TEXTS, AclTemplatedPolicy::datacenters)
            .omitEmpty()
            .build(v -> new AclTemplatedPolicy(v.next(), v.next(), v.next()));

    /// The name that it is filled in with; empty for none.
    public String name() {
        return templateVariables == null ? "" : templateVariables.name();
    }

    /// Where it holds; empty: everywhere.
    public List<String> places() {
        return datacenters == null ? List.of() : datacenters;
    }
}
