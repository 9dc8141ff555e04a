package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.codec.Codecs;
import io.praetor.server.endpoint.Catalog;
import io.praetor.server.endpoint.Status;

/// `/v1/status/…` and `/v1/catalog/datacenters` (`http-api.md` §7, §14): answered without a look at the state.
final class StatusEndpoint {
    private final Reads reads;
    private final Status status;
    private final Catalog catalog;

    StatusEndpoint(Reads reads, Status status, Catalog catalog) {
        this.reads = reads;
        this.status = status;
        this.catalog = catalog;
    }

    Reply leader(Request request) {
        reads.options(request);
        return Reply.json(Codecs.TEXT, status.leader(reads.datacenter(request)));
    }

    Reply peers(Request request) {
        reads.options(request);
        return Reply.json(Codecs.TEXTS, status.peers(reads.datacenter(request)));
    }

    Reply datacenters(Request request) {
        reads.options(request);
        return Reply.json(Codecs.TEXTS, catalog.datacenters());
    }
}
