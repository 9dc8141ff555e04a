package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.codec.Codecs;
import io.praetor.server.endpoint.Catalog;
import io.praetor.server.endpoint.Status;
import io.praetor.server.query.Answer;
import io.praetor.server.query.AnswerCache;
import io.praetor.server.query.AnswerSource;
import java.time.Duration;
import java.util.List;

/// `/v1/status/…` and `/v1/catalog/datacenters` (`http-api.md` §7, §14): answered without a look at the state.
final class StatusEndpoint {
    /// Nothing but itself is this question.
    private static final Object DATACENTERS = new Object();

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
        return Reply.of(status.leader(reads.datacenter(request)), leader -> Reply.json(Codecs.TEXT, leader));
    }

    Reply peers(Request request) {
        reads.options(request);
        return Reply.of(status.peers(reads.datacenter(request)), peers -> Reply.json(Codecs.TEXTS, peers));
    }

    Reply datacenters(Request request) {
        AnswerSource<List<String>> source = (options, done) -> {
            var asked = catalog.datacenters().whenComplete((names, failure) -> {
                if (failure != null) {
                    done.failed(failure);
                } else {
                    done.answered(new Answer<>(names, 1, true, Duration.ZERO, options.consistency()));
                }
            });
            return () -> asked.cancel(false);
        };
        return reads.kept(
                request,
                new AnswerCache.Question<>(DATACENTERS, AnswerCache.Kind.SIMPLE, source),
                found -> Reply.json(Codecs.TEXTS, found.value()));
    }
}
