package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.catalog.NodeInfo;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.server.query.UiNode;
import io.praetor.server.query.UiNodes;
import io.praetor.server.query.UiServices;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/v1/internal/ui/…` (`http-api.md` §19).
final class UiEndpoint {
    private static final Codec<@Nullable List<NodeInfo>> NODES = Codecs.list(NodeInfo.CODEC);
    private static final Codec<@Nullable List<ServiceSummary>> SERVICES = Codecs.list(ServiceSummary.CODEC);

    private final Reads reads;
    private final String datacenter;

    UiEndpoint(Reads reads, String datacenter) {
        this.reads = reads;
        this.datacenter = datacenter;
    }

    Reply nodes(Request request) {
        return reads.json(request, new UiNodes(Names.filter(request)), NODES, found -> found, Level.HIDDEN);
    }

    Reply node(Request request) {
        String node = Names.required(request, "Missing node name");
        return reads.read(
                request,
                new UiNode(node),
                answer -> answer.value().isEmpty()
                        ? Reads.missing(answer, Level.HIDDEN)
                        : Reads.found(answer, NodeInfo.CODEC, List::getFirst, Level.HIDDEN));
    }

    Reply services(Request request) {
        return reads.json(
                request,
                new UiServices(Names.filter(request)),
                SERVICES,
                // none at all is null (recorded)
                found -> found.isEmpty() ? null : ServiceSummaries.of(found, datacenter),
                Level.HIDDEN);
    }
}
