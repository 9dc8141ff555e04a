package io.praetor.http.v1;

import io.praetor.http.route.Params;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.server.RequestFailure;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.HealthChecks;
import io.praetor.server.query.HealthNode;
import io.praetor.server.query.HealthService;
import io.praetor.server.query.HealthState;
import io.praetor.server.query.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/v1/health/…` (`http-api.md` §8).
final class HealthEndpoint {
    private static final Codec<@Nullable List<HealthCheck>> CHECKS = Codecs.list(HealthCheck.CODEC);
    private static final Codec<@Nullable List<CheckServiceNode>> INSTANCES = Codecs.list(CheckServiceNode.CODEC);

    private final Reads reads;

    HealthEndpoint(Reads reads) {
        this.reads = reads;
    }

    Reply node(Request request) {
        String node = Names.required(request, "Missing node name");
        return checks(request, new HealthNode(node, Names.filter(request)));
    }

    Reply checks(Request request) {
        String service = Names.required(request, "Missing service name");
        Filter filter = Names.filter(request);
        return checks(request, new HealthChecks(service, Reads.nodeMeta(request), reads.near(request), filter));
    }

    Reply state(Request request) {
        String state = Names.required(request, "Missing check state");
        Filter filter = Names.filter(request);
        return checks(request, new HealthState(state, Reads.nodeMeta(request), reads.near(request), filter));
    }

    private Reply checks(Request request, Query<List<HealthCheck>> query) {
        return reads.json(request, query, CHECKS, HealthEndpoint::normalised, Level.SHOWN);
    }

    private static List<HealthCheck> normalised(List<HealthCheck> checks) {
        return checks.stream().map(HealthCheck::withTagsNormalised).toList();
    }

    Reply service(Request request) {
        return instances(request, HealthService.Kind.SERVICE);
    }

    Reply connect(Request request) {
        return instances(request, HealthService.Kind.CONNECT);
    }

    Reply ingress(Request request) {
        return instances(request, HealthService.Kind.INGRESS);
    }

    private Reply instances(Request request, HealthService.Kind kind) {
        String service = Names.required(request, "Missing service name");
        HealthService query = new HealthService(
                service,
                kind,
                request.params().all("tag"),
                passing(request.params()),
                Reads.nodeMeta(request),
                reads.near(request),
                Names.filter(request));
        return reads.keptJson(
                request,
                query,
                INSTANCES,
                found ->
                        found.stream().map(CheckServiceNode::withTagsNormalised).toList(),
                Level.HIDDEN);
    }

    private static boolean passing(Params params) {
        if (!params.has("passing")) {
            return false;
        }
        String text = params.first("passing");
        Boolean passing = text.isEmpty() ? Boolean.TRUE : Numbers.truth(text);
        if (passing == null) {
            throw RequestFailure.badRequest("Invalid value for ?passing");
        }
        return passing;
    }
}
