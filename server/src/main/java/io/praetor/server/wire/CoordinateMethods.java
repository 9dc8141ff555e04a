package io.praetor.server.wire;

import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.model.coordinate.DatacenterMap;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.model.query.QuerySource;
import io.praetor.model.request.DcSpecificRequest;
import io.praetor.model.request.NodeSpecificRequest;
import io.praetor.model.rpc.Empty;
import io.praetor.server.query.CoordinateNode;
import io.praetor.server.query.CoordinateNodes;
import io.praetor.server.wire.CallMethod.Kind;
import java.util.List;

/// `Coordinate.…` (`rpc.md` §7).
public final class CoordinateMethods {
    private static final String REPLY = "IndexedCoordinates";
    private static final String FIELD = "Coordinates";

    /// Says where a node is.
    public static final CallMethod<CoordinateUpdateRequest, Empty> UPDATE = CallMethod.of(
            "Coordinate.Update",
            Kind.WRITE,
            CoordinateUpdateRequest.CODEC,
            Empty.CODEC,
            CoordinateUpdateRequest::datacenter);

    /// Where the servers of each datacenter are.
    public static final CallMethod<Empty, List<DatacenterMap>> LIST_DATACENTERS =
            CallMethod.of("Coordinate.ListDatacenters", Kind.LOCAL, Empty.CODEC, Forms.list(DatacenterMap.CODEC), null);

    /// Where all nodes are.
    public static final ReadMethod<CoordinateNodes, List<NodeCoordinate>> LIST_NODES = Replies.list(
            ReadMethod.named("Coordinate.ListNodes", CoordinateNodes.class)
                    .request(
                            DcSpecificRequest.CODEC,
                            (_, envelope) -> new DcSpecificRequest(
                                    envelope.datacenter(), null, QuerySource.NONE, envelope.options()),
                            (_, _) -> new CoordinateNodes()),
            REPLY,
            FIELD,
            NodeCoordinate.CODEC);

    /// Where one node is.
    public static final ReadMethod<CoordinateNode, List<NodeCoordinate>> NODE = Replies.list(
            ReadMethod.named("Coordinate.Node", CoordinateNode.class)
                    .request(
                            NodeSpecificRequest.CODEC,
                            (query, envelope) ->
                                    new NodeSpecificRequest(envelope.datacenter(), query.node(), envelope.options()),
                            (request, _) -> new CoordinateNode(request.node())),
            REPLY,
            FIELD,
            NodeCoordinate.CODEC);

    private CoordinateMethods() {}
}
