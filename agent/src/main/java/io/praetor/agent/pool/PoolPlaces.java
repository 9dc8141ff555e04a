package io.praetor.agent.pool;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Serf;
import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.coordinate.DatacenterMap;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.server.endpoint.ServerPlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where the servers of all datacenters are, from the WAN pool (`gossip-serf.md` §11.5).
public final class PoolPlaces implements ServerPlaces {
    private static final String AREA = "wan";

    private final Serf wan;

    public PoolPlaces(Serf wan) {
        this.wan = wan;
    }

    @Override
    public List<DatacenterMap> datacenters() {
        Map<String, List<NodeCoordinate>> places = new TreeMap<>();
        String self = wan.local().name();
        for (Member member : wan.members()) {
            ServerTags server = member.status() == Member.Status.ALIVE ? ServerTags.of(member) : null;
            Coordinate place = member.name().equals(self) ? wan.coordinate() : wan.coordinate(member.name());
            if (server != null && place != null) {
                places.computeIfAbsent(server.datacenter(), _ -> new ArrayList<>())
                        .add(new NodeCoordinate(server.shortName(), "", place));
            }
        }
        return places.entrySet().stream()
                .map(entry -> new DatacenterMap(entry.getKey(), AREA, entry.getValue()))
                .toList();
    }
}
