package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Whether a token may do something: the question (`allow` does not count) and the answer.
///
/// @param segment of the node, key, …; empty where the resource has no parts
public record AclAuthorization(String resource, String segment, String access, boolean allow) {

    /// How questions travel.
    public static final StructCodec<AclAuthorization> QUESTION = StructCodec.<AclAuthorization>of(
                    "ACLAuthorizationRequest")
            .field("Resource", Codecs.TEXT, AclAuthorization::resource)
            .field("Segment", Codecs.TEXT, AclAuthorization::segment)
            .omitEmpty()
            .field("Access", Codecs.TEXT, AclAuthorization::access)
            .build(v -> new AclAuthorization(v.next(), v.next(), v.next(), false));

    /// How answers travel.
    public static final StructCodec<AclAuthorization> ANSWER = StructCodec.<AclAuthorization>of(
                    "ACLAuthorizationResponse")
            .field("Resource", Codecs.TEXT, AclAuthorization::resource)
            .field("Segment", Codecs.TEXT, AclAuthorization::segment)
            .omitEmpty()
            .field("Access", Codecs.TEXT, AclAuthorization::access)
            .field("Allow", Codecs.BOOL, AclAuthorization::allow)
            .build(v -> new AclAuthorization(v.next(), v.next(), v.next(), v.next()));

    /// The same question with this answer.
    public AclAuthorization answered(boolean allowed) {
        return new AclAuthorization(resource, segment, access, allowed);
    }
}
