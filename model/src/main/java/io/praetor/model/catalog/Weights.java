package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// How much of the traffic an instance wants, by its health; DNS SRV and load balancers use it.
public record Weights(int passing, int warning) {

    /// What an instance gets that says nothing.
    public static final Weights DEFAULT = new Weights(1, 1);

    /// How it travels.
    public static final StructCodec<Weights> CODEC = StructCodec.<Weights>of("Weights")
            .field("Passing", Codecs.INT, Weights::passing)
            .field("Warning", Codecs.INT, Weights::warning)
            .build(v -> new Weights(v.next(), v.next()));
}
