package io.praetor.model.query;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Where a question comes from.
///
/// @param node whose neighbours come first; empty: whatever the query says
/// @param ip   of whoever asks
public record QuerySource(String datacenter, String segment, String node, String ip) {
    /// From nowhere in particular.
    public static final QuerySource NONE = new QuerySource("", "", "", "");

    /// How it travels.
    public static final StructCodec<QuerySource> CODEC = StructCodec.<QuerySource>of("QuerySource")
            .field("Datacenter", Codecs.TEXT, QuerySource::datacenter)
            .field("Segment", Codecs.TEXT, QuerySource::segment)
            .field("Node", Codecs.TEXT, QuerySource::node)
            .field("Ip", Codecs.TEXT, QuerySource::ip)
            .build(v -> new QuerySource(v.next(), v.next(), v.next(), v.next()));
}
