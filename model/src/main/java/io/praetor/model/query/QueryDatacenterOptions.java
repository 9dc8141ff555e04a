package io.praetor.model.query;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Other datacenters to ask, in this order: first the nearest, then those named.
///
/// @param nearestN how many of the nearest
public record QueryDatacenterOptions(int nearestN, @Nullable List<String> datacenters) {

    /// How it travels.
    public static final StructCodec<QueryDatacenterOptions> CODEC = StructCodec.<QueryDatacenterOptions>of(
                    "QueryDatacenterOptions")
            .field("NearestN", Codecs.INT, QueryDatacenterOptions::nearestN)
            .field("Datacenters", Codecs.TEXTS, QueryDatacenterOptions::datacenters)
            .build(v -> new QueryDatacenterOptions(v.next(), v.next()));
}
