package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.acl.AclDeleteRequest;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclPolicyListStub;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclSetRequest;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.Acls;
import io.praetor.server.query.AclPolicyGet;
import io.praetor.server.query.AclPolicyList;
import io.praetor.server.query.AclRoleGet;
import io.praetor.server.query.AclRoleList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/v1/acl/policy…` and `/v1/acl/role…` (`http-api.md` §18).
final class AclGrantEndpoint {
    private static final Codec<@Nullable List<AclPolicyListStub>> POLICIES = Codecs.list(AclPolicyListStub.CODEC);
    private static final Codec<@Nullable AclPolicy> POLICY = Codecs.pointer(AclPolicy.CODEC);
    private static final Codec<@Nullable List<AclRole>> ROLES = Codecs.list(AclRole.CODEC);
    private static final Codec<@Nullable AclRole> ROLE = Codecs.pointer(AclRole.CODEC);
    private static final String POLICY_DECODING = "Bad request: Policy decoding failed: ";
    private static final String ROLE_DECODING = "Bad request: Role decoding failed: ";
    private static final String OTHER_ROLE = "Bad request: Role ID in URL and payload do not match";

    private final Reads reads;
    private final Acls acls;

    AclGrantEndpoint(Reads reads, Acls acls) {
        this.reads = reads;
        this.acls = acls;
    }

    private static String required(Request request, String what) {
        return Names.required(request, "Bad request: Missing " + what);
    }

    // ---- policies

    Reply policies(Request request) {
        return reads.json(request, new AclPolicyList(), POLICIES, found -> found, Level.HIDDEN);
    }

    Reply policy(Request request) {
        return policy(request, new AclPolicyGet(required(request, "policy ID"), ""));
    }

    Reply policyByName(Request request) {
        return policy(request, new AclPolicyGet("", required(request, "policy Name")));
    }

    private Reply policy(Request request, AclPolicyGet wanted) {
        return reads.read(request, wanted, answer -> {
            if (answer.value() == null) {
                throw RequestFailure.aclNotFound();
            }
            return Reads.<@Nullable AclPolicy, @Nullable AclPolicy>found(answer, POLICY, found -> found, Level.HIDDEN);
        });
    }

    Reply createPolicy(Request request) {
        AclPolicy given = Bodies.strict(request, AclPolicy.CODEC, POLICY_DECODING);
        if (!given.id().isEmpty()) {
            throw RequestFailure.badRequest("Bad request: Cannot specify the ID when creating a new policy");
        }
        return set(request, given);
    }

    Reply updatePolicy(Request request) {
        String id = required(request, "policy ID");
        AclPolicy given = Bodies.strict(request, AclPolicy.CODEC, POLICY_DECODING);
        if (!given.id().isEmpty() && !given.id().equals(id)) {
            throw RequestFailure.badRequest("Bad request: Policy ID in URL and payload do not match");
        }
        return set(request, given.withId(id));
    }

    private Reply set(Request request, AclPolicy policy) {
        var change = new AclSetRequest<>(reads.datacenterName(request), policy, reads.token(request));
        return Reply.of(acls.setPolicy(change), stored -> Reply.json(AclPolicy.CODEC, stored));
    }

    Reply deletePolicy(Request request) {
        return Reply.of(
                acls.deletePolicy(deletion(request, required(request, "policy ID"))),
                _ -> Reply.json(Codecs.BOOL, true));
    }

    private AclDeleteRequest deletion(Request request, String id) {
        return new AclDeleteRequest(reads.datacenterName(request), id, reads.token(request));
    }

    // ---- roles

    Reply roles(Request request) {
        AclRoleList wanted = new AclRoleList(request.params().first("policy"));
        return reads.json(request, wanted, ROLES, found -> found, Level.HIDDEN);
    }

    Reply role(Request request) {
        return role(request, new AclRoleGet(required(request, "role ID"), ""));
    }

    Reply roleByName(Request request) {
        return role(request, new AclRoleGet("", required(request, "role Name")));
    }

    private Reply role(Request request, AclRoleGet wanted) {
        return reads.read(
                request,
                wanted,
                answer -> answer.value() == null
                        ? Reads.missing(answer, Level.HIDDEN)
                        : Reads.<@Nullable AclRole, @Nullable AclRole>found(
                                answer, ROLE, found -> found, Level.HIDDEN));
    }

    Reply createRole(Request request) {
        AclRole given = Bodies.strict(request, AclRole.CODEC, ROLE_DECODING);
        if (!given.id().isEmpty()) {
            throw RequestFailure.badRequest(OTHER_ROLE);
        }
        return set(request, given);
    }

    Reply updateRole(Request request) {
        String id = required(request, "role ID");
        AclRole given = Bodies.strict(request, AclRole.CODEC, ROLE_DECODING);
        if (!given.id().isEmpty() && !given.id().equals(id)) {
            throw RequestFailure.badRequest(OTHER_ROLE);
        }
        return set(request, given.withId(id));
    }

    private Reply set(Request request, AclRole role) {
        var change = new AclSetRequest<>(reads.datacenterName(request), role, reads.token(request));
        return Reply.of(acls.setRole(change), stored -> Reply.json(AclRole.CODEC, stored));
    }

    Reply deleteRole(Request request) {
        return Reply.of(
                acls.deleteRole(deletion(request, required(request, "role ID"))), _ -> Reply.json(Codecs.BOOL, true));
    }
}
