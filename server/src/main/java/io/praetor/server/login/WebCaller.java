package io.praetor.server.login;

import io.praetor.model.Bytes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/// Calls somebody on the web who knows who somebody is.
@FunctionalInterface
public interface WebCaller {
    /// An answer.
    record Answer(int status, Bytes body) {}

    /// Makes callers.
    @FunctionalInterface
    interface Maker {
        /// @param trusted certificates in PEM of who may sign theirs; empty: those that the platform trusts
        WebCaller trusting(String trusted) throws GeneralSecurityException, IOException;
    }

    /// @param bearer the credential to show; empty: none
    /// @param json   a body to post; null: to get
    Answer call(String url, String bearer, byte @Nullable [] json) throws IOException, InterruptedException;
}
