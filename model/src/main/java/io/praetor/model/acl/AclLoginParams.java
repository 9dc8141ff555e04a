package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody who wants a token for what an auth method knows about them.
///
/// @param bearerToken a secret of the method's own kind
/// @param meta        remembered in the token's description
public record AclLoginParams(
        String authMethod, String bearerToken, @Nullable Map<String, String> meta) {

    /// How it travels.
    public static final StructCodec<AclLoginParams> CODEC = StructCodec.<AclLoginParams>of("ACLLoginParams")
            .field("AuthMethod", Codecs.TEXT, AclLoginParams::authMethod)
            .field("BearerToken", Codecs.TEXT, AclLoginParams::bearerToken)
            .field("Meta", Codecs.TEXT_MAP, AclLoginParams::meta)
            .omitEmpty()
            .build(v -> new AclLoginParams(v.next(), v.next(), v.next()));

    /// Names the method without the secret.
    @Override
    public String toString() {
        return "AclLoginParams[" + authMethod + "]";
    }
}
