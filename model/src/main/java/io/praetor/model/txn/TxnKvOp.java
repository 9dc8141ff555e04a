package io.praetor.model.txn;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.kv.KvEntry;

/// An operation on a key.
public record TxnKvOp(String verb, KvEntry entry) {

    /// How it travels.
    public static final StructCodec<TxnKvOp> CODEC = StructCodec.<TxnKvOp>of("TxnKVOp")
            .field("Verb", Codecs.TEXT, TxnKvOp::verb)
            .field("DirEnt", KvEntry.CODEC, TxnKvOp::entry)
            .build(v -> new TxnKvOp(v.next(), v.next()));
}
