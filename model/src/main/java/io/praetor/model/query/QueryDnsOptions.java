package io.praetor.model.query;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// What DNS says of a prepared query's answer.
///
/// @param ttl a duration as text; empty: as configured
public record QueryDnsOptions(String ttl) {

    /// How it travels.
    public static final StructCodec<QueryDnsOptions> CODEC = StructCodec.<QueryDnsOptions>of("QueryDNSOptions")
            .field("TTL", Codecs.TEXT, QueryDnsOptions::ttl)
            .build(v -> new QueryDnsOptions(v.next()));
}
