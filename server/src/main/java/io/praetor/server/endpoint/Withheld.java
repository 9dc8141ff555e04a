package io.praetor.server.endpoint;

import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Resource;

/// Rights to what a request did not name itself but leads to: who has an ID, whose a session is. The refusal does not
/// name it either.
final class Withheld {
    private Withheld() {}

    /// @throws RequestFailure `Permission denied`, and no more
    static void require(Authorizer by, Resource resource, String name, Access access) {
        if (!by.allows(resource, name, access)) {
            throw RequestFailure.permissionDenied();
        }
    }
}
