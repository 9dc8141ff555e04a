package io.praetor.agent.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.coordinate.DatacenterMap;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.server.endpoint.Coordinates;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolPlacesTest {
    @Test
    void mapsTheServersWhosePlaceIsKnownByDatacenter() {
        FakePool wan = new FakePool();
        wan.members.add(FakePool.server("s1.dc2", "dc2", 1));
        wan.members.add(FakePool.server("s1.dc1", "dc1", 2));
        wan.members.add(FakePool.server("s2.dc1", "dc1", 3));
        wan.places.put("s2.dc1", Coordinates.ORIGIN);

        assertThat(new PoolPlaces(wan).datacenters())
                .containsExactly(
                        new DatacenterMap("dc1", "wan", List.of(new NodeCoordinate("s2", "", Coordinates.ORIGIN))),
                        new DatacenterMap("dc2", "wan", List.of(new NodeCoordinate("s1", "", Coordinates.ORIGIN))));
    }
}
