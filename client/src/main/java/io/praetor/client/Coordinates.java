package io.praetor.client;

import io.praetor.model.codec.Codecs;
import io.praetor.model.coordinate.DatacenterMap;
import io.praetor.model.coordinate.NodeCoordinate;
import java.util.List;

/// Where nodes are in the network (spec/http-api.md section 13). The distance of two places is
/// [io.praetor.model.coordinate.Coordinate#secondsTo].
public final class Coordinates {
    private final Calls calls;

    Coordinates(Calls calls) {
        this.calls = calls;
    }

    /// The nodes of the datacenter.
    public Answer<List<NodeCoordinate>> nodes(Query query) throws ConsulException {
        return calls.list(Request.get("/v1/coordinate/nodes").withQuery(query), NodeCoordinate.CODEC);
    }

    /// One node, once for each network segment it is in; none when the node is not known.
    public Answer<List<NodeCoordinate>> node(String name, Query query) throws ConsulException {
        Response response =
                calls.find(Request.get("/v1/coordinate/node/" + name).withQuery(query));
        List<NodeCoordinate> found =
                Calls.exists(response) ? Calls.parse(Codecs.list(NodeCoordinate.CODEC), Calls.body(response)) : null;
        return Calls.answer(response, found == null ? List.of() : found);
    }

    /// The servers of all datacenters.
    public List<DatacenterMap> datacenters() throws ConsulException {
        return calls.list(Request.get("/v1/coordinate/datacenters"), DatacenterMap.CODEC)
                .value();
    }
}
