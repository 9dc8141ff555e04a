package io.praetor.server.routing;

import io.praetor.model.acl.AclObserveRequest;
import io.praetor.model.acl.AclObserved;
import io.praetor.model.acl.AclWhy;
import io.praetor.model.acl.AclWhyRequest;
import io.praetor.server.endpoint.AclInsight;
import java.util.concurrent.CompletableFuture;

/// Explanations of what the leader decides.
record RoutedAclInsight(Router router, AclInsight here, AclInsight there) implements AclInsight {
    @Override
    public CompletableFuture<AclWhy> why(AclWhyRequest request) {
        return router.read(request.datacenter(), false, () -> here.why(request), () -> there.why(request));
    }

    @Override
    public CompletableFuture<AclObserved> observe(AclObserveRequest request) {
        return router.write(request.datacenter(), () -> here.observe(request), () -> there.observe(request));
    }
}
