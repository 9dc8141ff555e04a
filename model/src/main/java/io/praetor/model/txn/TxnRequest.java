package io.praetor.model.txn;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A transaction that writes (command 8).
public record TxnRequest(String datacenter, @Nullable List<TxnOp> ops, String token) {

    /// How it travels.
    public static final StructCodec<TxnRequest> CODEC = StructCodec.<TxnRequest>of("TxnRequest")
            .field("Datacenter", Codecs.TEXT, TxnRequest::datacenter)
            .field("Ops", Codecs.list(TxnOp.CODEC), TxnRequest::ops)
            .field("Token", Codecs.TEXT, TxnRequest::token)
            .build(v -> new TxnRequest(v.next(), v.next(), v.next()));
}
