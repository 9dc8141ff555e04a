package io.praetor.server.endpoint;

import io.praetor.model.acl.AclAuthorization;
import io.praetor.model.acl.AclObserveRequest;
import io.praetor.model.acl.AclObserved;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclWhy;
import io.praetor.model.acl.AclWhyRequest;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Decision;
import io.praetor.server.acl.Granted;
import io.praetor.server.acl.Permission;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.observe.LeastPolicy;
import io.praetor.server.acl.observe.Observation;
import io.praetor.server.acl.observe.Observations;
import io.praetor.server.state.State;
import io.praetor.server.state.Uuids;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Explains what this server decides.
public final class LocalAclInsight implements AclInsight {
    private final Here here;
    private final Supplier<State> states;
    private final Observations observations;

    /// @param states       the state as of the last applied command
    /// @param observations of the tokens that `here` admits
    public LocalAclInsight(Here here, Supplier<State> states, Observations observations) {
        this.here = here;
        this.states = states;
        this.observations = observations;
    }

    @Override
    public CompletableFuture<AclWhy> why(AclWhyRequest request) {
        return here.admit(request.datacenter(), request.token(), by -> {
            requireOn(by);
            AclAuthorization wanted = request.wanted();
            Permission permission = Permission.of(wanted.resource(), wanted.segment(), wanted.access());
            String accessor = request.accessorId();
            if (accessor.isEmpty() || accessor.equals(by.accessor())) {
                return CompletableFuture.completedFuture(why(by, wanted, permission));
            }
            by.require(Resource.ACL, "", Access.READ);
            return here.viewers().resolve(token(accessor).secretId()).thenApply(of -> why(of, wanted, permission));
        });
    }

    @SuppressWarnings("ReferenceEquality") // there is one such object
    private static void requireOn(Authorizer by) {
        if (by == Authorizer.ALL) {
            throw RequestFailure.aclDisabled();
        }
    }

    private static AclWhy why(Authorizer of, AclAuthorization wanted, Permission permission) {
        Decision decision = of.explain(permission.resource(), permission.name(), permission.access());
        AclAuthorization answer = wanted.answered(decision.allowed());
        Granted by = decision.by();
        return by == null
                ? new AclWhy(of.accessor(), answer, "", "", "", decision.otherwise())
                : new AclWhy(of.accessor(), answer, by.rule().text(), by.policyId(), by.policyName(), "");
    }

    @Override
    public CompletableFuture<AclObserved> observe(AclObserveRequest request) {
        return here.admit(request.datacenter(), request.token(), by -> {
            requireOn(by);
            by.require(Resource.ACL, "", Access.WRITE);
            String accessor = token(request.accessorId()).accessorId();
            if (request.time() > 0) {
                observations.begin(accessor, Duration.ofNanos(request.time()));
            }
            Observation observation = observations.of(accessor);
            return CompletableFuture.completedFuture(
                    observation == null
                            ? new AclObserved(accessor, false, true, "")
                            : new AclObserved(
                                    accessor,
                                    true,
                                    observation.isComplete(),
                                    LeastPolicy.text(observation, request.hidden())));
        });
    }

    private AclToken token(String accessor) {
        AclToken token = Uuids.problem(accessor) != null
                ? null
                : states.get().aclTokens().byAccessor(accessor, Watches.NONE).value();
        if (token == null) {
            throw RequestFailure.aclNotFound();
        }
        return token;
    }
}
