package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.codec.Codecs;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The writes of `/v1/catalog/…` (`http-api.md` §7).
final class CatalogWriteEndpoint {
    private final Reads reads;
    private final Function<RegisterRequest, CompletableFuture<Void>> register;
    private final Function<DeregisterRequest, CompletableFuture<Void>> deregister;

    CatalogWriteEndpoint(
            Reads reads,
            Function<RegisterRequest, CompletableFuture<Void>> register,
            Function<DeregisterRequest, CompletableFuture<Void>> deregister) {
        this.reads = reads;
        this.register = register;
        this.deregister = deregister;
    }

    Reply register(Request request) {
        RegisterRequest wanted = Bodies.strict(request, RegisterRequest.CODEC, "Request decode failed: ");
        RegisterRequest complete = new RegisterRequest(
                datacenter(request, wanted.datacenter()),
                wanted.id(),
                wanted.node(),
                wanted.address(),
                wanted.taggedAddresses(),
                wanted.nodeMeta(),
                wanted.service(),
                wanted.check(),
                wanted.checks(),
                wanted.skipNodeUpdate(),
                reads.token(request),
                0,
                0);
        return Reply.of(register.apply(complete), _ -> Reply.json(Codecs.BOOL, true));
    }

    Reply deregister(Request request) {
        DeregisterRequest wanted = Bodies.strict(request, DeregisterRequest.CODEC, "Request decode failed: ");
        DeregisterRequest complete = new DeregisterRequest(
                datacenter(request, wanted.datacenter()),
                wanted.node(),
                wanted.address(),
                wanted.serviceId(),
                wanted.checkId(),
                reads.token(request));
        return Reply.of(deregister.apply(complete), _ -> Reply.json(Codecs.BOOL, true));
    }

    private String datacenter(Request request, String named) {
        return named.isEmpty() ? reads.datacenterName(request) : named;
    }
}
