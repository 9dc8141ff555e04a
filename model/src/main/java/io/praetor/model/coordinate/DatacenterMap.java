package io.praetor.model.coordinate;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The coordinates of a data centre's servers.
public record DatacenterMap(
        String datacenter, String areaId, @Nullable List<NodeCoordinate> coordinates) {

    /// How it travels.
    public static final StructCodec<DatacenterMap> CODEC = StructCodec.<DatacenterMap>of("DatacenterMap")
            .field("Datacenter", Codecs.TEXT, DatacenterMap::datacenter)
            .field("AreaID", Codecs.TEXT, DatacenterMap::areaId)
            .field("Coordinates", Codecs.list(NodeCoordinate.CODEC), DatacenterMap::coordinates)
            .build(v -> new DatacenterMap(v.next(), v.next(), v.next()));
}
