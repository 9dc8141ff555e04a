package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Which rule of which policy decided.
///
/// @param accessorId of the token
/// @param asked      what it wants to do, and whether it may
/// @param rule       the rule as one would write it; empty when none says anything
/// @param policyId   of the policy that has the rule; of a synthetic policy, what it was made of
/// @param policyName of the policy that has the rule
/// @param otherwise  what decided when there is no rule, such as `default policy "deny"`
public record AclWhy(
        String accessorId, AclAuthorization asked, String rule, String policyId, String policyName, String otherwise) {

    /// How it travels.
    public static final StructCodec<AclWhy> CODEC = StructCodec.<AclWhy>of("ACLWhy")
            .field("AccessorID", Codecs.TEXT, AclWhy::accessorId)
            .embed(AclAuthorization.ANSWER, AclWhy::asked)
            .field("Rule", Codecs.TEXT, AclWhy::rule)
            .omitEmpty()
            .field("PolicyID", Codecs.TEXT, AclWhy::policyId)
            .omitEmpty()
            .field("PolicyName", Codecs.TEXT, AclWhy::policyName)
            .omitEmpty()
            .field("Otherwise", Codecs.TEXT, AclWhy::otherwise)
            .omitEmpty()
            .build(v ->
                    new AclWhy(v.next(), v.embedded(AclAuthorization.ANSWER), v.next(), v.next(), v.next(), v.next()));
}
