package io.praetor.server.state;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.RegisterRequest;
import java.util.Objects;

/// Registers a node with what is on it, and takes it away again (`state-and-index.md` §5).
public final class RegistrationWrites {
    private final StateWrite write;

    RegistrationWrites(StateWrite write) {
        this.write = write;
    }

    /// Registers node, then service, then checks.
    public void register(RegisterRequest request) throws StateException {
        Node existing = write.nodes().get(request.node());
        if (existing == null || changesNode(request, existing)) {
            write.nodes().ensure(request.toNode());
        }
        if (request.service() != null) {
            write.services().ensure(request.node(), request.service());
        }
        if (request.check() != null) {
            check(request.node(), request.check());
        }
        if (request.checks() != null) {
            for (HealthCheck check : request.checks()) {
                check(request.node(), check);
            }
        }
    }

    /// Whether a registration changes a node that is stored under its name.
    public static boolean changesNode(RegisterRequest request, Node node) {
        return !request.skipNodeUpdate() && !NodeWrites.same(request.toNode(), node);
    }

    private void check(String node, HealthCheck check) throws StateException {
        if (!Objects.equals(check.node(), node)) {
            throw new StateException("check node " + Quote.of(check.node()) + " does not match node " + Quote.of(node));
        }
        try {
            write.checks().ensure(check);
        } catch (StateException e) {
            throw new StateException("failed inserting check: " + e.text());
        }
    }

    /// Takes away a service with its checks, else a check, else the node with everything on it. What is not there is
    /// gone already.
    public void deregister(DeregisterRequest request) {
        if (!request.serviceId().isEmpty()) {
            write.services().delete(request.node(), request.serviceId());
        } else if (!request.checkId().isEmpty()) {
            write.checks().delete(request.node(), request.checkId());
        } else {
            write.nodes().delete(request.node());
        }
    }
}
