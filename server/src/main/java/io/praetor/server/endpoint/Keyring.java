package io.praetor.server.endpoint;

import io.praetor.model.operator.KeyringRequest;
import io.praetor.model.operator.KeyringResponses;
import io.praetor.server.RequestFailure;
import java.util.concurrent.CompletableFuture;

/// The keys that gossip is encrypted with (`http-api.md` §14): any server asks all members.
@FunctionalInterface
public interface Keyring {
    /// There is no gossip.
    Keyring NONE = _ -> CompletableFuture.failedFuture(RequestFailure.internal("keyrings need gossip"));

    /// Lists or changes the keys.
    ///
    /// @return what each pool answered, even where some members failed. Fails with a [RequestFailure]
    CompletableFuture<KeyringResponses> operate(KeyringRequest request);
}
