package io.praetor.server.endpoint;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.log.CommandType;
import io.praetor.server.RequestFailure;
import io.praetor.server.fsm.Commands;
import io.praetor.server.leader.Writes;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Registering and deregistering (`http-api.md` §7).
public final class Catalog {
    private final Here here;
    private final Writes writes;

    public Catalog(String datacenter, Writes writes) {
        here = new Here(datacenter);
        this.writes = writes;
    }

    /// Registers a node and what is on it.
    ///
    /// @return fails with a [RequestFailure]
    public CompletableFuture<Void> register(RegisterRequest request) {
        return Here.attempt(() -> {
            here.require(request.datacenter());
            RegisterRequest command = CatalogRules.complete(request, here.datacenter());
            return writes.propose(Commands.encode(CommandType.REGISTER, RegisterRequest.CODEC, command))
                    .thenAccept(_ -> {});
        });
    }

    /// Removes a service, a check, or a node with everything on it. What is not there counts as removed.
    ///
    /// @return fails with a [RequestFailure]
    public CompletableFuture<Void> deregister(DeregisterRequest request) {
        return Here.attempt(() -> {
            here.require(request.datacenter());
            if (request.node().isEmpty()) {
                throw RequestFailure.internal("Must provide node");
            }
            DeregisterRequest command = new DeregisterRequest(
                    here.datacenter(), request.node(), request.address(), request.serviceId(), request.checkId(), "");
            return writes.propose(Commands.encode(CommandType.DEREGISTER, DeregisterRequest.CODEC, command))
                    .thenAccept(_ -> {});
        });
    }

    /// The datacenters that are known, nearest first.
    public List<String> datacenters() {
        return List.of(here.datacenter());
    }
}
