package io.praetor.server.assembly;

import io.praetor.model.acl.AclToken;
import io.praetor.server.connect.LeafSigner;
import io.praetor.server.endpoint.Enrolment;
import io.praetor.server.endpoint.EnrolmentSettings;
import io.praetor.server.endpoint.Here;
import io.praetor.server.endpoint.LocalAcls;
import io.praetor.server.endpoint.LocalEnrolment;
import io.praetor.server.remote.Calls;
import io.praetor.server.remote.RemoteEnrolment;
import io.praetor.server.routing.RoutedEnrolment;
import io.praetor.server.routing.Router;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// What enrolment at one server is built on.
///
/// @param acls   null: there is no access control
/// @param leaves null: this server takes part in no mesh
/// @param leader where requests go that are its
record Enrolments(
        Here here,
        @Nullable LocalAcls acls,
        @Nullable LeafSigner leaves,
        Router router,
        Calls leader,
        Executor executor) {
    Enrolment by(EnrolmentSettings settings) {
        return new RoutedEnrolment(
                router, new LocalEnrolment(here, leaves, settings, this::token, executor), new RemoteEnrolment(leader));
    }

    /// The secret of a new token for a node; empty without access control.
    private CompletableFuture<String> token(String node) {
        return acls == null
                ? CompletableFuture.completedFuture("")
                : acls.issueForNode(node, "Auto Config Token for Node \"" + node + "\"")
                        .thenApply(AclToken::secretId);
    }
}
