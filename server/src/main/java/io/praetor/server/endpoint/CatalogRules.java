package io.praetor.server.endpoint;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.HealthCheckDefinition;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.server.RequestFailure;
import java.util.ArrayList;
import java.util.List;

/// What a registration must be like, and what it means when it leaves something out (`http-api.md` §7).
final class CatalogRules {
    private static final int UUID_LENGTH = 36;
    private static final List<Integer> DASHES = List.of(8, 13, 18, 23);

    private CatalogRules() {}

    /// The registration with everything it left out.
    ///
    /// @throws RequestFailure when it is refused
    static RegisterRequest complete(RegisterRequest request, String datacenter) {
        requireNode(request.node(), request.id());
        if (request.address().isEmpty() && !request.skipNodeUpdate()) {
            throw RequestFailure.internal("Must provide address if SkipNodeUpdate is not set");
        }
        NodeService service = request.service() == null ? null : complete(request.service());
        List<HealthCheck> checks = new ArrayList<>();
        if (request.checks() != null) {
            request.checks().forEach(check -> checks.add(complete(check, request.node())));
        }
        if (request.check() != null) {
            checks.add(complete(request.check(), request.node()));
        }
        return new RegisterRequest(
                datacenter,
                request.id(),
                request.node(),
                request.address(),
                request.taggedAddresses(),
                request.nodeMeta(),
                service,
                null,
                checks.isEmpty() ? null : checks,
                request.skipNodeUpdate(),
                "",
                0,
                0);
    }

    /// @param id empty, or a UUID
    static void requireNode(String name, String id) {
        if (name.isEmpty()) {
            throw RequestFailure.internal("Must provide node");
        }
        if (id.isEmpty()) {
            return;
        }
        if (id.length() != UUID_LENGTH) {
            throw RequestFailure.internal("Bad node ID: uuid string is wrong length");
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean fine = DASHES.contains(i) ? c == '-' : c < 0x80 && Character.digit(c, 16) >= 0;
            if (!fine) {
                throw RequestFailure.internal("Bad node ID: uuid is improperly formatted");
            }
        }
    }

    static NodeService complete(NodeService given) {
        List<String> errors = ServiceRules.errors(given);
        if (!errors.isEmpty()) {
            throw RequestFailure.internal(MultiError.text(errors));
        }
        NodeService service =
                given.id().isEmpty() && !given.service().isEmpty() ? given.withId(given.service()) : given;
        if (!service.id().isEmpty() && service.service().isEmpty()) {
            throw RequestFailure.internal("Must provide service name with ID");
        }
        if (ServiceRules.isAnyAddress(service.address())) {
            throw RequestFailure.internal("Invalid service address");
        }
        return service;
    }

    private static HealthCheck complete(HealthCheck check, String node) {
        HealthCheck named = identified(check);
        HealthCheck typed = named.type().isEmpty() ? named.withType(typeOf(named.definition())) : named;
        return typed.node().isEmpty() ? typed.withNode(node) : typed;
    }

    /// The check with an ID. A transaction stores the type as it was given; only a registration works it out.
    static HealthCheck identified(HealthCheck check) {
        return check.checkId().isEmpty() ? check.withCheckId(check.name()) : check;
    }

    private static String typeOf(HealthCheckDefinition definition) {
        boolean script =
                definition.scriptArgs() != null && !definition.scriptArgs().isEmpty();
        if (!definition.grpc().isEmpty()) {
            return "grpc";
        }
        if (!definition.http().isEmpty()) {
            return "http";
        }
        if (definition.ttl() > 0) {
            return "ttl";
        }
        if (!definition.tcp().isEmpty()) {
            return "tcp";
        }
        if (!definition.aliasNode().isEmpty() || !definition.aliasService().isEmpty()) {
            return "alias";
        }
        if (!definition.dockerContainerId().isEmpty() && script) {
            return "docker";
        }
        return script ? "script" : "";
    }
}
