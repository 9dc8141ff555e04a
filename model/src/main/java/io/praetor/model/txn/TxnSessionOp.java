package io.praetor.model.txn;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.session.Session;

/// An operation on a session.
public record TxnSessionOp(String verb, Session session) {

    /// How it travels.
    public static final StructCodec<TxnSessionOp> CODEC = StructCodec.<TxnSessionOp>of("TxnSessionOp")
            .field("Verb", Codecs.TEXT, TxnSessionOp::verb)
            .field("Session", Session.CODEC, TxnSessionOp::session)
            .build(v -> new TxnSessionOp(v.next(), v.next()));
}
