package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a service and its sidecar need, as one grant (`acl.md` §3).
///
/// @param datacenters in which it holds; null or empty: in all
public record AclServiceIdentity(
        String serviceName, @Nullable List<String> datacenters) {

    /// How it travels.
    public static final StructCodec<AclServiceIdentity> CODEC = StructCodec.<AclServiceIdentity>of("ACLServiceIdentity")
            .field("ServiceName", Codecs.TEXT, AclServiceIdentity::serviceName)
            .field("Datacenters", Codecs.TEXTS, AclServiceIdentity::datacenters)
            .omitEmpty()
            .build(v -> new AclServiceIdentity(v.next(), v.next()));
}
