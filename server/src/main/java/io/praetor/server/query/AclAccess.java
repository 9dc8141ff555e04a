package io.praetor.server.query;

import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Uuids;

/// What questions about access control have in common (`acl.md` §8).
final class AclAccess {
    private AclAccess() {}

    /// @throws RequestFailure when there is no access control, or the viewer may not see its objects
    static void requireRead(Viewer viewer) {
        require(viewer, Access.READ);
    }

    /// @throws RequestFailure when there is no access control, or the viewer may not change its objects
    static void requireWrite(Viewer viewer) {
        require(viewer, Access.WRITE);
    }

    private static void require(Viewer viewer, Access access) {
        requireOn(viewer);
        viewer.require(Resource.ACL, "", access);
    }

    /// @throws RequestFailure when there is no access control
    @SuppressWarnings("ReferenceEquality") // there is one who may do everything because nobody looks
    static void requireOn(Viewer viewer) {
        if (viewer.authorizer() == Authorizer.ALL) {
            throw RequestFailure.aclDisabled();
        }
    }

    /// Whether the viewer may know secrets.
    static boolean seesSecrets(Viewer viewer) {
        return viewer.may(Resource.ACL, "", Access.WRITE);
    }

    /// @param kind as the original names it: `token`
    /// @throws RequestFailure when a text cannot be an ID
    static void requireId(String id, String kind) {
        String problem = Uuids.problem(id);
        if (problem != null) {
            throw RequestFailure.internal("failed acl " + kind + " lookup: index error: " + problem);
        }
    }
}
