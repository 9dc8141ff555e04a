package io.praetor.agent.local;

import io.praetor.http.Caller;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeService;
import io.praetor.server.RequestFailure;
import io.praetor.server.RequestFailure.Kind;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import org.jspecify.annotations.Nullable;

/// Whether a caller may change what is registered at this agent (`http-api.md` §6.1, §6.2). It looks at the local state
/// in the edit that makes the change, so that nothing comes between.
final class Vetting {
    private final Caller caller;
    private final LocalView view;
    private final String node;

    /// @param node the name of this node
    Vetting(Caller caller, LocalView view, String node) {
        this.caller = caller;
        this.view = view;
        this.node = node;
    }

    /// Before a service is registered with its checks: it must be the caller's, and so must everything that goes away
    /// for it; a proxy takes part in what it stands before.
    ///
    /// @throws RequestFailure if the caller may not
    void register(ServicePlan plan) {
        NodeService service = plan.service();
        requireService(service.service());
        ServiceEntry before = view.service(service.id());
        if (before != null) {
            requireService(before.service().service());
        }
        if (service.kind().equals(NodeService.CONNECT_PROXY)) {
            requireService(service.proxy().destinationServiceName());
        }
        for (PlannedCheck planned : plan.checks()) {
            overwrite(planned.check().checkId());
        }
    }

    /// Before a check is registered.
    ///
    /// @throws RequestFailure if the caller may not
    void register(HealthCheck check) {
        require(check);
        overwrite(check.checkId());
    }

    private void overwrite(String checkId) {
        CheckEntry before = view.check(checkId);
        if (before != null) {
            require(before.check());
        }
    }

    /// Before something is done to a service that is there.
    ///
    /// @throws RequestFailure if the caller may not, or access is controlled and there is no such service
    void change(String serviceId) {
        ServiceEntry entry = view.service(serviceId);
        if (entry != null) {
            requireService(entry.service().service());
        } else if (caller.isControlled()) {
            throw RequestFailure.internal("Unknown service \"" + serviceId + "\"");
        }
    }

    /// Before something is done to a check that is there.
    ///
    /// @throws RequestFailure if the caller may not, or access is controlled and there is no such check
    void changeCheck(String checkId) {
        CheckEntry entry = view.check(checkId);
        if (entry != null) {
            require(entry.check());
        } else if (caller.isControlled()) {
            throw RequestFailure.internal("Unknown check \"" + checkId + "\"");
        }
    }

    /// Before something is done to the whole node.
    ///
    /// @throws RequestFailure if the caller may not
    void changeNode() {
        caller.by().require(Resource.NODE, node, Access.WRITE);
    }

    private void require(HealthCheck check) {
        if (check.serviceId().isEmpty()) {
            require(Resource.NODE, node);
        } else {
            requireService(nameOf(check));
        }
    }

    /// The name a check has for its service, unless it knows only the ID.
    private String nameOf(HealthCheck check) {
        @Nullable ServiceEntry owner = check.serviceName().isEmpty() ? view.service(check.serviceId()) : null;
        return owner == null ? check.serviceName() : owner.service().service();
    }

    private void requireService(String name) {
        require(Resource.SERVICE, name);
    }

    private void require(Resource resource, String name) {
        if (!caller.by().allows(resource, name, Access.WRITE)) {
            throw new RequestFailure(
                    Kind.PERMISSION_DENIED, "Permission denied: Missing " + resource.text() + ":write on " + name);
        }
    }
}
