package io.praetor.server.fsm;

import io.praetor.model.acl.AclBatchDelete;
import io.praetor.model.acl.AclBatchSet;
import io.praetor.model.acl.AclBootstrapRequest;
import io.praetor.model.acl.AclRoleBatchSet;
import io.praetor.model.acl.AclTokenBatchSet;
import io.praetor.model.acl.LegacyAclRequest;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.log.CommandType;
import io.praetor.server.state.StateException;
import io.praetor.server.state.StateStore;
import io.praetor.server.state.StateWrite;
import org.jspecify.annotations.Nullable;

/// What commands of access control do (`snapshot.md` §3).
///
/// @param operation for telemetry
record AclCommand(String operation, StateStore.Command<@Nullable Object> effect) {
    private static final String UPSERT = "upsert";
    private static final String DELETE = "delete";

    /// What a command does to the state.
    @FunctionalInterface
    private interface Change {
        void apply(StateWrite write) throws StateException;
    }

    static AclCommand of(CommandType type, PackReader body) throws DecodeException {
        return switch (type) {
            case ACL -> legacy(LegacyAclRequest.CODEC.unpack(body));
            case ACL_BOOTSTRAP -> {
                var request = AclBootstrapRequest.CODEC.unpack(body);
                yield change("bootstrap", write -> write.aclTokens().bootstrap(request));
            }
            case ACL_TOKEN_SET -> {
                var batch = AclTokenBatchSet.CODEC.unpack(body);
                yield change(UPSERT, write -> write.aclTokens().set(batch));
            }
            case ACL_TOKEN_DELETE -> {
                var batch = AclBatchDelete.TOKENS.unpack(body);
                yield change(DELETE, write -> write.aclTokens().delete(batch));
            }
            case ACL_POLICY_SET -> {
                var batch = AclBatchSet.POLICIES.unpack(body);
                yield change(UPSERT, write -> write.acl().setPolicies(batch));
            }
            case ACL_POLICY_DELETE -> {
                var batch = AclBatchDelete.POLICIES.unpack(body);
                yield change(DELETE, write -> write.acl().deletePolicies(batch));
            }
            case ACL_ROLE_SET -> {
                var batch = AclRoleBatchSet.CODEC.unpack(body);
                yield change(UPSERT, write -> write.acl().setRoles(batch));
            }
            case ACL_ROLE_DELETE -> {
                var batch = AclBatchDelete.ROLES.unpack(body);
                yield change(DELETE, write -> write.acl().deleteRoles(batch));
            }
            case ACL_BINDING_RULE_SET -> {
                var batch = AclBatchSet.BINDING_RULES.unpack(body);
                yield change(UPSERT, write -> write.acl().setBindingRules(batch));
            }
            case ACL_BINDING_RULE_DELETE -> {
                var batch = AclBatchDelete.BINDING_RULES.unpack(body);
                yield change(DELETE, write -> write.acl().deleteBindingRules(batch));
            }
            case ACL_AUTH_METHOD_SET -> {
                var batch = AclBatchSet.AUTH_METHODS.unpack(body);
                yield change(UPSERT, write -> write.acl().setAuthMethods(batch));
            }
            case ACL_AUTH_METHOD_DELETE -> {
                var batch = AclBatchDelete.AUTH_METHODS.unpack(body);
                yield change(DELETE, write -> write.acl().deleteAuthMethods(batch));
            }
            default -> throw new IllegalArgumentException("no command of access control: " + type);
        };
    }

    private static AclCommand change(String operation, Change change) {
        return new AclCommand(operation, write -> {
            change.apply(write);
            return null;
        });
    }

    private static AclCommand legacy(LegacyAclRequest request) {
        return new AclCommand(request.op(), write -> {
            switch (request.op()) {
                case LegacyAclRequest.SET, LegacyAclRequest.FORCE_SET ->
                    write.aclTokens().setLegacy(request.acl());
                case LegacyAclRequest.DELETE ->
                    write.aclTokens().deleteLegacy(request.acl().id());
                default -> throw new StateException("Invalid ACL operation '" + request.op() + "'");
            }
            return request.acl().id();
        });
    }
}
