package io.praetor.server.endpoint;

import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.model.acl.LegacyAclRequest;
import io.praetor.model.log.CommandType;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.PolicyRules;
import io.praetor.server.acl.RootNames;
import io.praetor.server.acl.RulesException;
import java.util.concurrent.CompletableFuture;

/// Tokens in the old form (`acl.md` §7).
final class AclLegacyEndpoint {
    private final AclParts parts;
    private final AclTokenEndpoint tokens;

    AclLegacyEndpoint(AclParts parts, AclTokenEndpoint tokens) {
        this.parts = parts;
        this.tokens = tokens;
    }

    CompletableFuture<String> apply(LegacyAclRequest request) {
        return parts.change(request.datacenter(), request.token(), _ -> {
            LegacyAcl given = request.acl();
            LegacyAcl acl = switch (request.op()) {
                case LegacyAclRequest.SET -> sound(given);
                case LegacyAclRequest.DELETE -> deletable(given);
                default -> throw RequestFailure.internal("Invalid ACL Operation");
            };
            LegacyAclRequest command = new LegacyAclRequest(request.datacenter(), request.op(), acl, "");
            return parts.propose(CommandType.ACL, LegacyAclRequest.CODEC, command)
                    .thenApply(_ -> acl.id());
        });
    }

    private LegacyAcl sound(LegacyAcl given) {
        String type = given.type();
        if (!type.equals(AclToken.CLIENT) && !type.equals(AclToken.MANAGEMENT)) {
            throw RequestFailure.internal("Invalid ACL Type");
        }
        if (RootNames.isRoot(given.id())) {
            throw denied("Cannot modify root ACL");
        }
        try {
            var _ = PolicyRules.parseLegacy(given.rules());
        } catch (RulesException e) {
            throw RequestFailure.internal("ACL rule compilation failed: " + e.text());
        }
        AclToken before = tokens.bySecret(given.id());
        if (before != null && !before.isLegacy()) {
            throw RequestFailure.internal("Cannot use legacy endpoint to modify a non-legacy token");
        }
        String id = given.id().isEmpty() ? tokens.freeId() : given.id();
        return new LegacyAcl(id, given.name(), type, given.rules(), 0, 0);
    }

    private static LegacyAcl deletable(LegacyAcl given) {
        if (given.id().isEmpty()) {
            throw RequestFailure.internal("Missing ACL ID");
        }
        if (given.id().equals(AclToken.ANONYMOUS_SECRET)) {
            throw denied("Cannot delete anonymous token");
        }
        return given;
    }

    private static RequestFailure denied(String why) {
        return new RequestFailure(RequestFailure.Kind.PERMISSION_DENIED, "Permission denied: " + why);
    }
}
