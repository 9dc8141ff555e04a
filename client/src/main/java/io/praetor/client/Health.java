package io.praetor.client;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import java.util.List;

/// Who is well (spec/http-api.md section 8).
public final class Health {
    /// Any state.
    public static final String ANY = "any";

    private final Calls calls;

    Health(Calls calls) {
        this.calls = calls;
    }

    /// The instances of a service, with their nodes and checks.
    ///
    /// @param tags        those an instance must all have
    /// @param passingOnly leaves out instances with a check that is not passing
    public Answer<List<CheckServiceNode>> service(String name, List<String> tags, boolean passingOnly, Query query)
            throws ConsulException {
        return instances("/v1/health/service/" + name, tags, passingOnly, query);
    }

    /// The instances that take part in the mesh for a service: its proxies, and those that speak for themselves.
    public Answer<List<CheckServiceNode>> connect(String name, List<String> tags, boolean passingOnly, Query query)
            throws ConsulException {
        return instances("/v1/health/connect/" + name, tags, passingOnly, query);
    }

    private Answer<List<CheckServiceNode>> instances(String path, List<String> tags, boolean passingOnly, Query query)
            throws ConsulException {
        Request request = Request.get(path).withQuery(query);
        for (String tag : tags) {
            request.with("tag", tag);
        }
        if (passingOnly) {
            request.with("passing", "1");
        }
        return calls.list(request, CheckServiceNode.CODEC);
    }

    /// The checks of a node, its services' included.
    public Answer<List<HealthCheck>> node(String name, Query query) throws ConsulException {
        return calls.list(Request.get("/v1/health/node/" + name).withQuery(query), HealthCheck.CODEC);
    }

    /// The checks of all instances of a service.
    public Answer<List<HealthCheck>> checks(String service, Query query) throws ConsulException {
        return calls.list(Request.get("/v1/health/checks/" + service).withQuery(query), HealthCheck.CODEC);
    }

    /// The checks in a state.
    ///
    /// @param state [HealthCheck#PASSING], [HealthCheck#WARNING], [HealthCheck#CRITICAL] or [#ANY]
    public Answer<List<HealthCheck>> state(String state, Query query) throws ConsulException {
        return calls.list(Request.get("/v1/health/state/" + state).withQuery(query), HealthCheck.CODEC);
    }
}
