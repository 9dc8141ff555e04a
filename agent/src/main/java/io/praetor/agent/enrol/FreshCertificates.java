package io.praetor.agent.enrol;

import io.praetor.model.connect.IssuedCert;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Renews over the servers that the agent knows, and keeps what it gets.
///
/// @param signer  has a signing request signed by those who know the agent
/// @param anew    asks like an agent that nobody knows
/// @param keeping takes over what is new
public record FreshCertificates(
        Names names, Function<String, CompletableFuture<IssuedCert>> signer, Anew anew, Keeping keeping)
        implements Renewal.Roads {
    /// Asks once.
    @FunctionalInterface
    public interface Anew {
        /// @return null when nobody answered
        @Nullable Enrolled ask() throws InterruptedException;
    }

    /// Takes over.
    @FunctionalInterface
    public interface Keeping {
        /// @throws IOException when it cannot be used or kept
        void take(Enrolled fresh) throws IOException;
    }

    @Override
    public IssuedCert renew() throws IOException, InterruptedException {
        SigningRequest wanted = SigningRequest.of(names);
        try {
            return signer.apply(wanted.csr()).get().withPrivateKey(wanted.keyPem());
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? "no answer" : e.getCause().getMessage(), e);
        }
    }

    @Override
    public @Nullable Enrolled again() throws InterruptedException {
        return anew.ask();
    }

    @Override
    public void take(Enrolled fresh) throws IOException {
        keeping.take(fresh);
    }
}
