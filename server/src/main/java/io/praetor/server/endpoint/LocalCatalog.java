package io.praetor.server.endpoint;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.log.CommandType;
import io.praetor.server.RequestFailure;
import io.praetor.server.fsm.Commands;
import io.praetor.server.leader.Writes;
import io.praetor.server.state.State;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Registering and deregistering (`http-api.md` §7).
public final class LocalCatalog implements Catalog {
    private final Here here;
    private final Supplier<State> states;
    private final Writes writes;

    public LocalCatalog(Here here, Supplier<State> states, Writes writes) {
        this.here = here;
        this.states = states;
        this.writes = writes;
    }

    @Override
    public CompletableFuture<Void> register(RegisterRequest request) {
        return here.admit(request.datacenter(), request.token(), by -> {
            RegisterRequest command = CatalogRules.complete(request, here.datacenter());
            new CatalogAccess(states.get(), by).requireRegister(command);
            return writes.propose(Commands.encode(CommandType.REGISTER, RegisterRequest.CODEC, command))
                    .thenAccept(_ -> {});
        });
    }

    @Override
    public CompletableFuture<Void> deregister(DeregisterRequest request) {
        return here.admit(request.datacenter(), request.token(), by -> {
            if (request.node().isEmpty()) {
                throw RequestFailure.internal("Must provide node");
            }
            new CatalogAccess(states.get(), by).requireDeregister(request);
            DeregisterRequest command = new DeregisterRequest(
                    here.datacenter(), request.node(), request.address(), request.serviceId(), request.checkId(), "");
            return writes.propose(Commands.encode(CommandType.DEREGISTER, DeregisterRequest.CODEC, command))
                    .thenAccept(_ -> {});
        });
    }

    @Override
    public CompletableFuture<List<String>> datacenters() {
        return CompletableFuture.completedFuture(List.of(here.datacenter()));
    }
}
