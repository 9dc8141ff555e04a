package io.praetor.agent.pool;

import io.praetor.gossip.serf.KeyManager;
import io.praetor.gossip.serf.KeyManager.Outcome;
import io.praetor.gossip.serf.Serf;
import io.praetor.model.operator.KeyringRequest;
import io.praetor.model.operator.KeyringResponse;
import io.praetor.model.operator.KeyringResponses;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.Keyring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The keys of a server's pools (`gossip-serf.md` §11.6): every operation is a question to all members, first of the
/// WAN
/// pool, then of the datacenter's.
public final class PoolKeyring implements Keyring {
    private final String datacenter;
    private final Serf lan;
    private final @Nullable Serf wan;

    /// @param datacenter this server's
    /// @param wan        null: there is none
    public PoolKeyring(String datacenter, Serf lan, @Nullable Serf wan) {
        this.datacenter = datacenter;
        this.lan = lan;
        this.wan = wan;
    }

    @Override
    public CompletableFuture<KeyringResponses> operate(KeyringRequest request) {
        if (request.localOnly() && !request.operation().equals(KeyringRequest.LIST)) {
            return CompletableFuture.failedFuture(
                    RequestFailure.internal("argument error: LocalOnly can only be used for List operations"));
        }
        List<CompletableFuture<KeyringResponse>> answers = new ArrayList<>();
        if (wan != null && !request.localOnly() && !request.forwarded()) {
            answers.add(ask(wan, true, request));
        }
        answers.add(ask(lan, false, request));
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(_ -> new KeyringResponses(
                        answers.stream().map(CompletableFuture::join).toList(), QueryMeta.NONE));
    }

    private CompletableFuture<KeyringResponse> ask(Serf pool, boolean wan, KeyringRequest request) {
        CompletableFuture<Outcome> outcome;
        try {
            outcome = start(pool.keys(), request);
        } catch (IllegalArgumentException e) {
            outcome = CompletableFuture.failedFuture(e);
        }
        return outcome.handle((found, failure) -> response(wan, found, failure));
    }

    private static CompletableFuture<Outcome> start(KeyManager keys, KeyringRequest request) {
        int relays = Math.toIntExact(request.relayFactor());
        return switch (request.operation()) {
            case KeyringRequest.LIST -> keys.list(relays);
            case KeyringRequest.INSTALL -> keys.install(request.key(), relays);
            case KeyringRequest.USE -> keys.use(request.key(), relays);
            case KeyringRequest.REMOVE -> keys.remove(request.key(), relays);
            default ->
                CompletableFuture.failedFuture(
                        new IllegalArgumentException("unknown keyring operation \"" + request.operation() + "\""));
        };
    }

    private KeyringResponse response(boolean wan, @Nullable Outcome outcome, @Nullable Throwable failure) {
        if (outcome == null) {
            String error = failure == null ? "no answer" : Joins.reason(failure);
            return new KeyringResponse(wan, datacenter, "", Map.of(), Map.of(), Map.of(), 0, error);
        }
        return new KeyringResponse(
                wan,
                datacenter,
                "",
                outcome.messages(),
                outcome.keys(),
                outcome.primaryKeys(),
                outcome.members(),
                outcome.error());
    }
}
