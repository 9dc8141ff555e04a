package io.praetor.server.endpoint;

import io.praetor.model.acl.AclObserveRequest;
import io.praetor.model.acl.AclObserved;
import io.praetor.model.acl.AclWhy;
import io.praetor.model.acl.AclWhyRequest;
import java.util.concurrent.CompletableFuture;

/// What access control decides, explained, and what tokens are used for; newer than the original (`docs/acl.md`).
/// Futures fail with a [io.praetor.server.RequestFailure].
public interface AclInsight {
    /// Which rule of which policy decides. Any token may ask about itself, `acl:read` about others.
    CompletableFuture<AclWhy> why(AclWhyRequest request);

    /// Notes what a token is used for, or tells. The leader does, of the requests that it decides about itself. Needs
    /// `acl:write`.
    CompletableFuture<AclObserved> observe(AclObserveRequest request);
}
