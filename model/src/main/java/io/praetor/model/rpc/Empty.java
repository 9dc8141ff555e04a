package io.praetor.model.rpc;

import io.praetor.model.codec.StructCodec;

/// A request or reply that says nothing: an empty map (`{}` in `rpc.md` §7).
public record Empty() {
    /// The only one.
    public static final Empty VALUE = new Empty();

    /// How it travels.
    public static final StructCodec<Empty> CODEC =
            StructCodec.<Empty>of("Empty").build(_ -> VALUE);
}
