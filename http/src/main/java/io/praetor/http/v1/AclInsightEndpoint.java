package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.GoDuration;
import io.praetor.model.acl.AclAuthorization;
import io.praetor.model.acl.AclObserveRequest;
import io.praetor.model.acl.AclObserved;
import io.praetor.model.acl.AclWhy;
import io.praetor.model.acl.AclWhyRequest;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.AclInsight;

/// `/v1/acl/why` and `/v1/acl/observe/:accessor`, newer than the original (`docs/acl.md`).
final class AclInsightEndpoint {
    private static final String OBSERVE = "/v1/acl/observe/";

    private final Reads reads;
    private final AclInsight insight;

    AclInsightEndpoint(Reads reads, AclInsight insight) {
        this.reads = reads;
        this.insight = insight;
    }

    Reply why(Request request) {
        AclWhyRequest question = new AclWhyRequest(
                reads.datacenterName(request),
                request.params().first("accessor"),
                permission(request.params().first("permission")),
                reads.token(request));
        return Reply.of(insight.why(question), why -> Reply.json(AclWhy.CODEC, why));
    }

    /// `resource:access` or `resource:access:name`; the name may hold colons.
    private static AclAuthorization permission(String text) {
        String[] parts = text.split(":", 3);
        if (parts.length < 2) {
            throw RequestFailure.badRequest(
                    "Bad request: Must specify ?permission as resource:access or " + "resource:access:name");
        }
        return new AclAuthorization(parts[0], parts.length == 3 ? parts[2] : "", parts[1], false);
    }

    Reply observe(Request request) {
        String text = request.params().first("for");
        Long nanos = GoDuration.parseOrNull(text);
        if (nanos == null || nanos <= 0) {
            throw RequestFailure.badRequest("Bad request: Must specify ?for as a duration, such as 10m");
        }
        return observed(request, nanos);
    }

    Reply observed(Request request) {
        return observed(request, 0);
    }

    private Reply observed(Request request, long time) {
        String accessor = request.path().substring(OBSERVE.length());
        if (accessor.isEmpty()) {
            throw RequestFailure.badRequest("Bad request: Missing token ID");
        }
        AclObserveRequest wanted = new AclObserveRequest(
                reads.datacenterName(request), accessor, time, request.params().has("hidden"), reads.token(request));
        return Reply.of(insight.observe(wanted), seen -> Reply.json(AclObserved.CODEC, seen));
    }
}
