package io.praetor.model.connect;

import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryMeta;

/// The certificates that the mesh trusts, as a reply.
public record IndexedCaRoots(CaRoots roots, QueryMeta meta) {
    /// How it travels.
    public static final StructCodec<IndexedCaRoots> CODEC = StructCodec.<IndexedCaRoots>of("IndexedCARoots")
            .embed(CaRoots.CODEC, IndexedCaRoots::roots)
            .embed(QueryMeta.CODEC, IndexedCaRoots::meta)
            .build(v -> new IndexedCaRoots(v.embedded(CaRoots.CODEC), v.embedded(QueryMeta.CODEC)));
}
