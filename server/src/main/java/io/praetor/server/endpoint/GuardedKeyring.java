package io.praetor.server.endpoint;

import io.praetor.model.operator.KeyringRequest;
import io.praetor.model.operator.KeyringResponses;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import java.util.concurrent.CompletableFuture;

/// Lists and changes keys for those who may (`http-api.md` §14). The refusals have words of their own.
public final class GuardedKeyring implements Keyring {
    private final Here here;
    private final Keyring gossip;

    /// @param gossip does it, whoever asks
    public GuardedKeyring(Here here, Keyring gossip) {
        this.here = here;
        this.gossip = gossip;
    }

    @Override
    public CompletableFuture<KeyringResponses> operate(KeyringRequest request) {
        // a request is for all datacenters, whichever it names
        return here.admit(null, request.options().token(), by -> {
            boolean list = request.operation().equals(KeyringRequest.LIST);
            if (!by.allows(Resource.KEYRING, "", list ? Access.READ : Access.WRITE)) {
                throw RequestFailure.internal(
                        list ? "Reading keyring denied by ACLs" : "Modifying keyring denied due to ACLs");
            }
            return gossip.operate(request);
        });
    }
}
