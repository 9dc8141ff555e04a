package io.praetor.server.endpoint;

import io.praetor.model.txn.TxnRequest;
import io.praetor.model.txn.TxnResponse;
import java.util.concurrent.CompletableFuture;

/// Transactions that write (`http-api.md` §11); those that only read are the query [TxnRead].
public interface Txns {
    /// Runs the operations, all or none. What is wrong with them is part of the answer.
    ///
    /// @return fails with a [io.praetor.server.RequestFailure]
    CompletableFuture<TxnResponse> apply(TxnRequest request);
}
