package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.server.query.CoordinateNode;
import io.praetor.server.query.CoordinateNodes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The reads of `/v1/coordinate/…` (`http-api.md` §13).
final class CoordinateReadEndpoint {
    private static final Codec<@Nullable List<NodeCoordinate>> COORDINATES = Codecs.list(NodeCoordinate.CODEC);

    private final Reads reads;

    CoordinateReadEndpoint(Reads reads) {
        this.reads = reads;
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
