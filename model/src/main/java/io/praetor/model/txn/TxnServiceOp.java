package io.praetor.model.txn;

import io.praetor.model.catalog.NodeService;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// An operation on a service of a node.
public record TxnServiceOp(String verb, String node, NodeService service) {

    /// How it travels.
    public static final StructCodec<TxnServiceOp> CODEC = StructCodec.<TxnServiceOp>of("TxnServiceOp")
            .field("Verb", Codecs.TEXT, TxnServiceOp::verb)
            .field("Node", Codecs.TEXT, TxnServiceOp::node)
            .field("Service", NodeService.CODEC, TxnServiceOp::service)
            .build(v -> new TxnServiceOp(v.next(), v.next(), v.next()));
}
