package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.model.coordinate.DatacenterMap;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.server.endpoint.Coordinates;
import io.praetor.server.query.CoordinateNode;
import io.praetor.server.query.CoordinateNodes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/v1/coordinate/…` (`http-api.md` §13).
final class CoordinateEndpoint {
    private static final Codec<@Nullable List<NodeCoordinate>> COORDINATES = Codecs.list(NodeCoordinate.CODEC);

    private static final Codec<@Nullable List<DatacenterMap>> MAPS = Codecs.list(DatacenterMap.CODEC);

    private final Reads reads;
    private final Coordinates coordinates;

    CoordinateEndpoint(Reads reads, Coordinates coordinates) {
        this.reads = reads;
        this.coordinates = coordinates;
    }

    Reply datacenters(Request request) {
        return Reply.of(coordinates.datacenters(), maps -> Reply.json(MAPS, maps));
    }

    Reply update(Request request) {
        CoordinateUpdateRequest wanted =
                Bodies.strict(request, CoordinateUpdateRequest.CODEC, "Request decode failed: ");
        CoordinateUpdateRequest update = new CoordinateUpdateRequest(
                reads.datacenterName(request), wanted.node(), wanted.segment(), wanted.coord(), reads.token(request));
        return Reply.of(coordinates.update(update), _ -> Reply.empty(200));
    }

    Reply nodes(Request request) {
        String segment = request.params().first("segment");
        return reads.json(
                request, new CoordinateNodes(), COORDINATES, found -> inSegment(found, segment), Level.HIDDEN);
    }

    Reply node(Request request) {
        String segment = request.params().first("segment");
        return reads.read(request, new CoordinateNode(request.rest()), answer -> {
            List<NodeCoordinate> found = inSegment(answer.value(), segment);
            return found.isEmpty()
                    ? Reads.missing(answer, Level.HIDDEN)
                    : Reads.found(answer, COORDINATES, all -> inSegment(all, segment), Level.HIDDEN);
        });
    }

    private static List<NodeCoordinate> inSegment(List<NodeCoordinate> all, String segment) {
        return all.stream().filter(each -> each.segment().equals(segment)).toList();
    }
}
