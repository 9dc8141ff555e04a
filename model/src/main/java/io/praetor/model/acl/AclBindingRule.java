package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// What somebody gets who logs in with an auth method (`acl.md` §6).
///
/// @param selector a filter over who it is; empty: everybody
/// @param bindType `service`, `node` or `role`; in later versions also `policy` and `templated-policy`
/// @param bindName of that, with `${…}` for what is known about who it is
/// @param bindVars what a templated policy is filled in with, with `${…}` likewise; null: nothing
public record AclBindingRule(
        String id,
        String description,
        String authMethod,
        String selector,
        String bindType,
        String bindName,
        @Nullable AclTemplateVariables bindVars,
        long createIndex,
        long modifyIndex) {

    /// Binds to a service identity.
    public static final String SERVICE = "service";

    /// Binds to a node identity.
    public static final String NODE = "node";

    /// Binds to a role, if there is one of that name.
    public static final String ROLE = "role";

    /// Binds to a policy, if there is one of that name.
    public static final String POLICY = "policy";

    /// Binds to a templated policy.
    public static final String TEMPLATED_POLICY = "templated-policy";

    /// How it travels.
    public static final StructCodec<AclBindingRule> CODEC = StructCodec.<AclBindingRule>of("ACLBindingRule")
            .field("ID", Codecs.TEXT, AclBindingRule::id)
            .field("Description", Codecs.TEXT, AclBindingRule::description)
            .field("AuthMethod", Codecs.TEXT, AclBindingRule::authMethod)
            .field("Selector", Codecs.TEXT, AclBindingRule::selector)
            .field("BindType", Codecs.TEXT, AclBindingRule::bindType)
            .field("BindName", Codecs.TEXT, AclBindingRule::bindName)
            .field("BindVars", Codecs.pointer(AclTemplateVariables.CODEC), AclBindingRule::bindVars)
            .omitEmpty()
            .sparse()
            .field("CreateIndex", Codecs.UINT64, AclBindingRule::createIndex)
            .field("ModifyIndex", Codecs.UINT64, AclBindingRule::modifyIndex)
            .build(v -> new AclBindingRule(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// The same with this ID.
    public AclBindingRule withId(String newId) {
        return with(newId, authMethod, createIndex, modifyIndex);
    }

    /// The same with this auth method.
    public AclBindingRule withAuthMethod(String method) {
        return with(id, method, createIndex, modifyIndex);
    }

    /// The same with these Raft indexes.
    public AclBindingRule withIndexes(long create, long modify) {
        return with(id, authMethod, create, modify);
    }

    private AclBindingRule with(String newId, String method, long create, long modify) {
        return new AclBindingRule(newId, description, method, selector, bindType, bindName, bindVars, create, modify);
    }
}
