package io.praetor.model.txn;

import io.praetor.model.catalog.Node;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// An operation on a node.
public record TxnNodeOp(String verb, Node node) {

    /// How it travels.
    public static final StructCodec<TxnNodeOp> CODEC = StructCodec.<TxnNodeOp>of("TxnNodeOp")
            .field("Verb", Codecs.TEXT, TxnNodeOp::verb)
            .field("Node", Node.CODEC, TxnNodeOp::node)
            .build(v -> new TxnNodeOp(v.next(), v.next()));
}
