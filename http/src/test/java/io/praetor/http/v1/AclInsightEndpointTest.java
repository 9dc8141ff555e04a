package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.route.Route;
import io.praetor.model.acl.AclAuthorization;
import io.praetor.model.acl.AclObserveRequest;
import io.praetor.model.acl.AclObserved;
import io.praetor.model.acl.AclWhy;
import io.praetor.model.acl.AclWhyRequest;
import io.praetor.server.endpoint.AclInsight;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// `docs/acl.md`.
class AclInsightEndpointTest {
    private final List<Object> asked = new ArrayList<>();
    private final AclInsightEndpoint endpoint = new AclInsightEndpoint(
            new Reads(new AskedQueries(List.of()), ApiSettings.of("dc1", "n")), new AclInsight() {
                @Override
                public CompletableFuture<AclWhy> why(AclWhyRequest request) {
                    asked.add(request);
                    return CompletableFuture.completedFuture(
                            new AclWhy("a", request.wanted().answered(true), "the rule", "p", "policy", ""));
                }

                @Override
                public CompletableFuture<AclObserved> observe(AclObserveRequest request) {
                    asked.add(request);
                    return CompletableFuture.completedFuture(
                            new AclObserved(request.accessorId(), true, true, "rules"));
                }
            });
    private final Route why = Route.at("/v1/acl/why").get(endpoint::why);
    private final Route observe =
            Route.at("/v1/acl/observe/").get(endpoint::observed).put(endpoint::observe);

    @Test
    void explains() {
        assertThat(Replies.show(
                        why, "GET", "/v1/acl/why?permission=key:write:a:b%2Fc&accessor=x", "", "X-Consul-Token", "s"))
                .isEqualTo("200 {\"AccessorID\":\"a\",\"Resource\":\"key\",\"Segment\":\"a:b/c\",\"Access\":\"write\","
                        + "\"Allow\":true,\"Rule\":\"the rule\",\"PolicyID\":\"p\",\"PolicyName\":\"policy\"}");
        assertThat(Replies.show(why, "GET", "/v1/acl/why?permission=operator:read", ""))
                .startsWith("200 ");

        assertThat(asked)
                .containsExactly(
                        new AclWhyRequest("dc1", "x", new AclAuthorization("key", "a:b/c", "write", false), "s"),
                        new AclWhyRequest("dc1", "", new AclAuthorization("operator", "", "read", false), ""));
        assertThat(Replies.show(why, "GET", "/v1/acl/why?permission=key", ""))
                .isEqualTo("400 Bad request: Must specify ?permission as resource:access or resource:access:name");
    }

    @Test
    void observesAndTells() {
        assertThat(Replies.show(observe, "PUT", "/v1/acl/observe/x?for=10m", ""))
                .isEqualTo("200 {\"AccessorID\":\"x\",\"Observed\":true,\"Complete\":true,\"Rules\":\"rules\"}");
        assertThat(Replies.show(observe, "GET", "/v1/acl/observe/x?hidden", "", "X-Consul-Token", "s"))
                .startsWith("200 ");

        assertThat(asked)
                .containsExactly(
                        new AclObserveRequest("dc1", "x", 600_000_000_000L, false, ""),
                        new AclObserveRequest("dc1", "x", 0, true, "s"));
    }

    @Test
    void refusesToObserveWithoutATimeOrAToken() {
        assertThat(Replies.show(observe, "PUT", "/v1/acl/observe/x", ""))
                .isEqualTo("400 Bad request: Must specify ?for as a duration, such as 10m");
        assertThat(Replies.show(observe, "PUT", "/v1/acl/observe/x?for=-1s", ""))
                .startsWith("400 ");
        assertThat(Replies.show(observe, "GET", "/v1/acl/observe/", "")).isEqualTo("400 Bad request: Missing token ID");
        assertThat(asked).isEmpty();
    }
}
