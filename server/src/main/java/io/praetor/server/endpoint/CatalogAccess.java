package io.praetor.server.endpoint;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Resource;
import io.praetor.server.state.RegistrationWrites;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who may change what in the catalog (`http-api.md` §7, `acl.md` §8). What a change replaces counts as changed: the
/// service that has the ID, the check that has the ID, the node that has the ID under another name. Names are looked up
/// as the tables match them, without regard to case, and rights are asked for as they were registered *and* as they
/// come: a spelling must not lead around a rule.
final class CatalogAccess {
    private final State state;
    private final Authorizer by;

    /// @param state of before the change
    CatalogAccess(State state, Authorizer by) {
        this.state = state;
        this.by = by;
    }

    /// @param request complete
    /// @throws RequestFailure when it may not be made
    void requireRegister(RegisterRequest request) {
        if (by.equals(Authorizer.ALL)) {
            return;
        }
        Node stored = state.catalog().node(request.node(), Watches.NONE);
        if (stored == null || RegistrationWrites.changesNode(request, stored)) {
            requireNode(request.toNode());
        }
        NodeService service = request.service();
        if (service != null) {
            requireService(request.node(), service);
        }
        if (request.checks() != null) {
            for (HealthCheck check : request.checks()) {
                requireCheck(request, check);
            }
        }
    }

    /// @param check of a registration, whose service it may be about
    private void requireCheck(RegisterRequest request, HealthCheck check) {
        if (!check.node().equals(request.node())) {
            throw RequestFailure.internal("Node '" + check.node() + "' for check '" + check.checkId()
                    + "' doesn't match register request node '" + request.node() + "'");
        }
        requireReplaced(check);
        if (check.serviceId().isEmpty()) {
            requireNodeName(check.node());
            return;
        }
        NodeService registered = request.service();
        if (registered != null && same(registered.id(), check.serviceId())) {
            return;
        }
        NodeService other = state.catalog().service(check.node(), check.serviceId(), Watches.NONE);
        if (other == null) {
            throw unknownService(check);
        }
        requireStoredService(other.service());
    }

    static RequestFailure unknownService(HealthCheck check) {
        return RequestFailure.internal(
                "Unknown service '" + check.serviceId() + "' for check '" + check.checkId() + "'");
    }

    /// Whether one ID is the other, as the tables see it.
    private static boolean same(String id, String other) {
        return id.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    /// @throws RequestFailure when the node may not be written
    void requireNode(Node node) {
        requireNodeName(node.node());
        if (!node.id().isEmpty()) {
            // a node that is stored under this ID is renamed, and loses everything it has
            Node renamed = state.catalog().nodeById(node.id(), Watches.NONE);
            if (renamed != null) {
                Withheld.require(by, Resource.NODE, renamed.node(), Access.WRITE);
            }
        }
    }

    /// @throws RequestFailure when the node with this name may not be written
    void requireNodeName(String name) {
        by.require(Resource.NODE, name, Access.WRITE);
        Node stored = state.catalog().node(name, Watches.NONE);
        if (stored != null) {
            Withheld.require(by, Resource.NODE, stored.node(), Access.WRITE);
        }
    }

    /// @throws RequestFailure when the service may not be written
    void requireService(String node, NodeService service) {
        requireServiceName(service.service());
        if (service.kind().equals(NodeService.CONNECT_PROXY)) {
            requireServiceName(service.proxy().destinationServiceName());
        }
        NodeService stored = state.catalog().service(node, service.id(), Watches.NONE);
        if (stored != null) {
            requireStoredService(stored.service());
        }
    }

    /// @throws RequestFailure when nothing with this name may be registered. Whoever looks for a service finds its
    ///                        instances in every spelling
    void requireServiceName(String name) {
        by.require(Resource.SERVICE, name, Access.WRITE);
        String known = state.catalog().serviceName(name, Watches.NONE);
        if (known != null) {
            requireStoredService(known);
        }
    }

    /// @param name as it is in the catalog
    private void requireStoredService(String name) {
        Withheld.require(by, Resource.SERVICE, name, Access.WRITE);
    }

    /// What a check replaces must be the caller's to write, too: else a check of one's own service could take the place
    /// of another's, or of the node's.
    void requireReplaced(HealthCheck check) {
        HealthCheck stored = state.health().check(check.node(), check.checkId(), Watches.NONE);
        if (stored != null) {
            requireStored(stored);
        }
    }

    /// @throws RequestFailure when a check that is there may not be written
    void requireStored(HealthCheck check) {
        if (check.serviceId().isEmpty()) {
            requireNodeName(check.node());
        } else {
            requireStoredService(check.serviceName());
        }
    }

    /// @throws RequestFailure when it may not be made. Who may write a node may take away everything on it: its agent
    ///                        may have lost the token of a service
    void requireDeregister(DeregisterRequest request) {
        if (by.equals(Authorizer.ALL) || mayWriteNode(request.node())) {
            return;
        }
        if (!request.serviceId().isEmpty()) {
            NodeService service = state.catalog().service(request.node(), request.serviceId(), Watches.NONE);
            requireStoredService(known(service, "service", request.serviceId()).service());
        } else if (!request.checkId().isEmpty()) {
            HealthCheck check = state.health().check(request.node(), request.checkId(), Watches.NONE);
            requireStored(known(check, "check", request.checkId()));
        } else {
            throw RequestFailure.permissionDenied();
        }
    }

    private boolean mayWriteNode(String name) {
        Node stored = state.catalog().node(name, Watches.NONE);
        return by.allows(Resource.NODE, name, Access.WRITE)
                && (stored == null || by.allows(Resource.NODE, stored.node(), Access.WRITE));
    }

    /// Agents take these words for success.
    private static <T> T known(@Nullable T found, String kind, String id) {
        if (found == null) {
            throw RequestFailure.internal("Unknown " + kind + " '" + id + "'");
        }
        return Objects.requireNonNull(found);
    }
}
