package io.praetor.server.wire;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.codec.Codecs;
import io.praetor.model.request.ChecksInStateRequest;
import io.praetor.model.request.NodeSpecificRequest;
import io.praetor.model.request.ServiceSpecificRequest;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.HealthChecks;
import io.praetor.server.query.HealthNode;
import io.praetor.server.query.HealthService;
import io.praetor.server.query.HealthState;
import java.util.ArrayList;
import java.util.List;

/// `Health.…` (`rpc.md` §7).
public final class HealthMethods {
    private static final String REPLY = "IndexedHealthChecks";
    private static final String FIELD = "HealthChecks";

    /// The checks in a state.
    public static final ReadMethod<HealthState, List<HealthCheck>> CHECKS_IN_STATE = Replies.list(
            ReadMethod.named("Health.ChecksInState", HealthState.class)
                    .request(
                            ChecksInStateRequest.CODEC,
                            (query, envelope) -> new ChecksInStateRequest(
                                    envelope.datacenter(),
                                    Forms.nilIfEmpty(query.nodeMeta()),
                                    query.state(),
                                    envelope.source(query.near()),
                                    envelope.options(query.filter())),
                            (request, here) -> new HealthState(
                                    request.state(),
                                    Forms.orEmpty(request.nodeMetaFilters()),
                                    Envelope.near(request.source(), here),
                                    Filter.of(request.options().filter()))),
            REPLY,
            FIELD,
            HealthCheck.CODEC,
            HealthState::filter);

    /// The checks of a node and of everything on it; anti-entropy asks for it.
    public static final ReadMethod<HealthNode, List<HealthCheck>> NODE_CHECKS = Replies.list(
            ReadMethod.named("Health.NodeChecks", HealthNode.class)
                    .request(
                            NodeSpecificRequest.CODEC,
                            (query, envelope) -> new NodeSpecificRequest(
                                    envelope.datacenter(), query.node(), envelope.options(query.filter())),
                            (request, _) -> new HealthNode(
                                    request.node(), Filter.of(request.options().filter()))),
            REPLY,
            FIELD,
            HealthCheck.CODEC,
            HealthNode::filter);

    /// The checks of the instances of a service.
    public static final ReadMethod<HealthChecks, List<HealthCheck>> SERVICE_CHECKS = Replies.list(
            ReadMethod.named("Health.ServiceChecks", HealthChecks.class)
                    .request(
                            ServiceSpecificRequest.CODEC,
                            (query, envelope) -> new ServiceSpecificRequest(
                                    envelope.datacenter(),
                                    Forms.nilIfEmpty(query.nodeMeta()),
                                    query.service(),
                                    "",
                                    "",
                                    null,
                                    "",
                                    false,
                                    envelope.source(query.near()),
                                    false,
                                    false,
                                    envelope.options(query.filter())),
                            (request, here) -> new HealthChecks(
                                    request.serviceName(),
                                    Forms.orEmpty(request.nodeMetaFilters()),
                                    Envelope.near(request.source(), here),
                                    Filter.of(request.options().filter()))),
            REPLY,
            FIELD,
            HealthCheck.CODEC,
            HealthChecks::filter);

    /// Instances with their checks. That only those are wanted whose checks all pass has no word on the wire: whoever
    /// asks leaves the others out.
    public static final ReadMethod<HealthService, List<CheckServiceNode>> SERVICE_NODES = Replies.value(
            ReadMethod.named("Health.ServiceNodes", HealthService.class)
                    .request(ServiceSpecificRequest.CODEC, HealthMethods::wire, HealthMethods::question),
            "IndexedCheckServiceNodes",
            "Nodes",
            Codecs.list(CheckServiceNode.CODEC),
            (query, instances) -> Replies.nilIfEmpty(withNilChecks(instances), query.filter()),
            (query, instances) -> query.wanted(withEmptyChecks(Replies.orEmpty(instances))));

    private HealthMethods() {}

    private static ServiceSpecificRequest wire(HealthService query, Envelope envelope) {
        List<String> tags = query.kind() == HealthService.Kind.SERVICE ? query.tags() : List.of();
        return new ServiceSpecificRequest(
                envelope.datacenter(),
                Forms.nilIfEmpty(query.nodeMeta()),
                query.service(),
                "",
                "",
                Replies.nilIfEmpty(tags, Filter.NONE),
                "",
                !tags.isEmpty(),
                envelope.source(query.near()),
                query.kind() == HealthService.Kind.CONNECT,
                query.kind() == HealthService.Kind.INGRESS,
                envelope.options(query.filter()));
    }

    private static HealthService question(ServiceSpecificRequest request, String here) {
        HealthService.Kind kind = request.connect()
                ? HealthService.Kind.CONNECT
                : request.ingress() && !request.tagFilter() ? HealthService.Kind.INGRESS : HealthService.Kind.SERVICE;
        return new HealthService(
                Forms.serviceName(request),
                kind,
                kind == HealthService.Kind.SERVICE ? Forms.tags(request) : List.of(),
                false,
                Forms.orEmpty(request.nodeMetaFilters()),
                Envelope.near(request.source(), here),
                Filter.of(request.options().filter()));
    }

    /// An instance without checks has nil on the wire.
    static List<CheckServiceNode> withNilChecks(List<CheckServiceNode> instances) {
        boolean fine = instances.stream()
                .noneMatch(instance ->
                        instance.checks() != null && instance.checks().isEmpty());
        if (fine) {
            return instances;
        }
        List<CheckServiceNode> changed = new ArrayList<>(instances);
        changed.replaceAll(
                instance -> instance.checks() != null && instance.checks().isEmpty()
                        ? new CheckServiceNode(instance.node(), instance.service(), null)
                        : instance);
        return changed;
    }

    /// The other way round.
    static List<CheckServiceNode> withEmptyChecks(List<CheckServiceNode> instances) {
        if (instances.stream().noneMatch(instance -> instance.checks() == null)) {
            return instances;
        }
        List<CheckServiceNode> changed = new ArrayList<>(instances);
        changed.replaceAll(instance -> instance.checks() == null
                ? new CheckServiceNode(instance.node(), instance.service(), List.of())
                : instance);
        return changed;
    }
}
