package io.praetor.server.wire;

import io.praetor.model.acl.AclObserveRequest;
import io.praetor.model.acl.AclObserved;
import io.praetor.model.acl.AclWhy;
import io.praetor.model.acl.AclWhyRequest;
import io.praetor.server.wire.CallMethod.Kind;

/// Methods that explain access control. None of them is of 1.9.
public final class AclInsightMethods {
    /// Which rule of which policy decides.
    public static final CallMethod<AclWhyRequest, AclWhy> WHY =
            CallMethod.of("ACL.Why", Kind.WRITE, AclWhyRequest.CODEC, AclWhy.CODEC, AclWhyRequest::datacenter);

    /// What a token is used for.
    public static final CallMethod<AclObserveRequest, AclObserved> OBSERVE = CallMethod.of(
            "ACL.Observe", Kind.WRITE, AclObserveRequest.CODEC, AclObserved.CODEC, AclObserveRequest::datacenter);

    private AclInsightMethods() {}
}
