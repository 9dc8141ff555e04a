package io.praetor.agent.local;

import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.MultiError;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes plans of definitions, or refuses them in the contract's words (`http-api.md` §6.1, §6.2).
final class Planner {
    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
    private static final Pattern DNS_LABEL = Pattern.compile("[a-zA-Z0-9-]{1,63}");

    private final String node;
    private final LocalSettings settings;

    Planner(String node, LocalSettings settings) {
        this.node = node;
        this.settings = settings;
    }

    // ---- what the API refuses before anything else

    /// @throws RequestFailure when the API does not take such a definition
    static void refuse(ServiceDefinition definition) {
        if (definition.name().isEmpty()) {
            throw RequestFailure.badRequest("Missing service name");
        }
        if (DefinitionRules.isUnreachable(definition.address())) {
            throw RequestFailure.badRequest("Invalid service address");
        }
        String weights = DefinitionRules.weightsProblem(definition.weights());
        if (weights != null) {
            throw RequestFailure.badRequest("Invalid Weights: " + weights);
        }
        String meta = DefinitionRules.metaProblem(definition.kind(), definition.meta());
        if (meta != null) {
            throw RequestFailure.badRequest("Invalid Service Meta: " + meta);
        }
        List<String> mesh = DefinitionRules.meshProblems(definition);
        if (!mesh.isEmpty()) {
            throw RequestFailure.badRequest(MultiError.text(mesh));
        }
        refuseChecks(definition, "Invalid check: ", "");
        ServiceDefinition sidecar = DefinitionRules.sidecar(definition);
        if (sidecar != null) {
            refuseSidecar(sidecar, definition);
        }
    }

    /// First what is wrong with any of them, then their statuses.
    private static void refuseChecks(ServiceDefinition definition, String complaint, String ofStatus) {
        List<CheckType> types = DefinitionRules.checks(definition);
        for (CheckType type : types) {
            String problem = CheckRules.problem(type);
            if (problem != null) {
                throw RequestFailure.badRequest(complaint + problem);
            }
        }
        for (CheckType type : types) {
            if (!type.status().isEmpty() && !CheckRules.isStatus(type.status())) {
                throw RequestFailure.badRequest(ofStatus + "Status for checks must 'passing', 'warning', 'critical'");
            }
        }
    }

    private static void refuseSidecar(ServiceDefinition given, ServiceDefinition parent) {
        refuseChecks(given, "Bad request: Invalid check in sidecar_service: ", "Bad request: ");
        ServiceDefinition sidecar = Sidecars.complete(given, DefinitionRules.service(parent));
        ServiceDefinition somewhere = sidecar.port() < 1 ? Sidecars.at(sidecar, 1) : sidecar;
        List<String> mesh = DefinitionRules.meshProblems(somewhere);
        if (!mesh.isEmpty()) {
            throw RequestFailure.badRequest("Bad request: Invalid SidecarService: " + MultiError.text(mesh));
        }
        String weights = DefinitionRules.weightsProblem(sidecar.weights());
        if (weights != null) {
            throw RequestFailure.badRequest("Bad request: Invalid SidecarService: Invalid Weights: " + weights);
        }
        String meta = DefinitionRules.metaProblem(sidecar.kind(), sidecar.meta());
        if (meta != null) {
            throw RequestFailure.badRequest("Bad request: Invalid SidecarService: Invalid Service Meta: " + meta);
        }
    }

    /// @throws RequestFailure when the API does not take such a definition
    static void refuse(CheckDefinition definition) {
        CheckType type = definition.check();
        if (type.name().isEmpty()) {
            throw RequestFailure.badRequest("Missing check name");
        }
        if (!type.status().isEmpty() && !CheckRules.isStatus(type.status())) {
            throw RequestFailure.badRequest("Bad check status");
        }
        String problem = CheckRules.problem(type);
        if (problem != null) {
            throw RequestFailure.badRequest("Invalid check: " + problem);
        }
    }

    // ---- plans

    /// A service, without its sidecar.
    ///
    /// @throws RequestFailure when the agent does not take it, whoever asks
    ServicePlan service(ServiceDefinition definition, String token, Origin origin) {
        if (definition.name().isEmpty()) {
            throw RequestFailure.internal("Service name missing");
        }
        NodeService service = DefinitionRules.service(definition);
        warnOfNames(service);
        String addresses = DefinitionRules.taggedAddressProblem(service);
        if (addresses != null) {
            throw RequestFailure.internal(addresses);
        }
        List<PlannedCheck> checks = PlannedCheck.of(node, service, DefinitionRules.checks(definition));
        checks.forEach(check -> admit(check, origin));
        return new ServicePlan(service, checks, token, origin);
    }

    /// The sidecar of a service, as things are.
    ///
    /// @throws RequestFailure when the agent does not take it, whoever asks
    ServicePlan sidecar(LocalView view, ServiceDefinition given, ServicePlan parent) {
        ServiceDefinition completed = Sidecars.complete(given, parent.service());
        if (completed.port() < 1) {
            completed = Sidecars.at(completed, freePort(view, completed.id()));
        }
        NodeService service = DefinitionRules.service(completed).withLocallyRegisteredAsSidecar(true);
        List<CheckType> types = DefinitionRules.checks(completed);
        if (types.isEmpty()) {
            types = Sidecars.defaultChecks(service, parent.service().id());
        }
        List<PlannedCheck> checks = PlannedCheck.of(node, service, types);
        checks.forEach(check -> admit(check, parent.origin()));
        String token = given.token().isEmpty() || parent.origin() == Origin.REMOTE ? parent.token() : given.token();
        return new ServicePlan(service, checks, token, parent.origin());
    }

    private int freePort(LocalView view, String sidecarId) {
        try {
            return Sidecars.port(view, sidecarId, settings.sidecarPorts());
        } catch (IllegalArgumentException e) {
            throw RequestFailure.badRequest("Bad request: Invalid SidecarService: " + e.getMessage());
        }
    }

    /// A check of its own.
    ///
    /// @param service what it belongs to; null: the node
    /// @throws RequestFailure when the agent does not take it, whoever asks
    PlannedCheck check(CheckDefinition definition, @Nullable NodeService service, Origin origin) {
        CheckType type = definition.check();
        String id = type.checkId().isEmpty() ? type.name() : type.checkId();
        if (id.isEmpty()) {
            throw RequestFailure.internal("CheckID missing");
        }
        PlannedCheck planned = PlannedCheck.of(node, id, type.name(), type, service);
        admit(planned, origin);
        return planned;
    }

    /// Whether the agent runs such a check for whoever defined it.
    void admit(PlannedCheck check, Origin origin) {
        CheckType type = check.type();
        if (type == null) {
            return;
        }
        String problem = CheckRules.problem(type);
        if (problem != null) {
            String shown = " &{" + check.check().checkId() + " " + check.check().name() + "}";
            throw RequestFailure.internal("Check is not valid: " + problem + shown);
        }
        if (!CheckRules.isScript(type)) {
            return;
        }
        if (origin == Origin.LOCAL && !settings.localScripts()) {
            throw RequestFailure.internal("Scripts are disabled on this agent; to enable, configure"
                    + " 'enable_script_checks' or 'enable_local_script_checks' to true");
        }
        if (origin == Origin.REMOTE && !settings.remoteScripts()) {
            throw RequestFailure.internal("Scripts are disabled on this agent from remote calls; to enable, configure"
                    + " 'enable_script_checks' to true");
        }
    }

    private static void warnOfNames(NodeService service) {
        if (!DNS_LABEL.matcher(service.service()).matches()) {
            LOG.atWarn()
                    .addKeyValue("service", service.service())
                    .log("Service name will not be discoverable via DNS due to invalid characters. Valid characters"
                            + " include all alpha-numerics and dashes.");
        }
        if (service.tags() == null) {
            return;
        }
        for (String tag : service.tags()) {
            if (!DNS_LABEL.matcher(tag).matches()) {
                LOG.atDebug()
                        .addKeyValue("tag", tag)
                        .log("Service tag will not be discoverable via DNS due to invalid characters. Valid characters"
                                + " include all alpha-numerics and dashes.");
            }
        }
    }
}
