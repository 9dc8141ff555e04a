package io.praetor.server.remote;

import io.praetor.model.acl.AclObserveRequest;
import io.praetor.model.acl.AclObserved;
import io.praetor.model.acl.AclWhy;
import io.praetor.model.acl.AclWhyRequest;
import io.praetor.server.endpoint.AclInsight;
import io.praetor.server.wire.AclInsightMethods;
import java.util.concurrent.CompletableFuture;

/// Explanations by a server.
record RemoteAclInsight(MethodCalls servers) implements AclInsight {
    @Override
    public CompletableFuture<AclWhy> why(AclWhyRequest request) {
        return servers.call(AclInsightMethods.WHY, request);
    }

    @Override
    public CompletableFuture<AclObserved> observe(AclObserveRequest request) {
        return servers.call(AclInsightMethods.OBSERVE, request);
    }
}
