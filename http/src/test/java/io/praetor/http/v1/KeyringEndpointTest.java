package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.route.Route;
import io.praetor.model.operator.KeyringRequest;
import io.praetor.model.operator.KeyringResponse;
import io.praetor.model.operator.KeyringResponses;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.model.rpc.QueryOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// `http-api.md` §14, texts as recorded.
class KeyringEndpointTest {
    private static final String PATH = "/v1/operator/keyring";

    private final List<KeyringRequest> asked = new ArrayList<>();
    private List<KeyringResponse> answer = List.of();
    private final KeyringEndpoint endpoint =
            new KeyringEndpoint(new Reads(new AskedQueries(List.of()), ApiSettings.of("dc1", "n")), request -> {
                asked.add(request);
                return CompletableFuture.completedFuture(new KeyringResponses(answer, QueryMeta.NONE));
            });
    private final Route route = Route.at(PATH)
            .get(endpoint::list)
            .postJson(endpoint::install)
            .putJson(endpoint::use)
            .deleteJson(endpoint::remove);

    private static KeyringRequest wanted(String operation, String key, int relays, boolean local, String token) {
        return new KeyringRequest(operation, key, "dc1", false, relays, local, QueryOptions.of(token));
    }

    private String show(String method, String query, String body, String... headers) {
        return Replies.show(route, method, PATH + query, body, headers);
    }

    @Test
    void listsThePools() {
        answer = List.of(
                new KeyringResponse(true, "dc1", "", null, Map.of("k", 1), Map.of("k", 1), 1, ""),
                new KeyringResponse(false, "dc1", "", Map.of("n", "late"), Map.of(), Map.of(), 2, ""));

        assertThat(show("GET", "?relay-factor=3&local-only=true", "", "X-Consul-Token", "secret"))
                .isEqualTo(
                        "200 [{\"WAN\":true,\"Datacenter\":\"dc1\",\"Segment\":\"\",\"Keys\":{\"k\":1},"
                                + "\"PrimaryKeys\":{\"k\":1},\"NumNodes\":1},{\"WAN\":false,\"Datacenter\":\"dc1\","
                                + "\"Segment\":\"\",\"Messages\":{\"n\":\"late\"},\"Keys\":{},\"PrimaryKeys\":{},\"NumNodes\":2}]");
        assertThat(asked).containsExactly(wanted(KeyringRequest.LIST, "", 3, true, "secret"));
    }

    @Test
    void changesKeysByMethod() {
        assertThat(show("POST", "", "{\"Key\":\"a\"}")).isEqualTo("200");
        assertThat(show("PUT", "?local-only=false", "{\"key\":\"b\"}")).isEqualTo("200");
        assertThat(show("DELETE", "?relay-factor=5", "{\"Key\":\"c\"}")).isEqualTo("200");

        assertThat(asked)
                .containsExactly(
                        wanted(KeyringRequest.INSTALL, "a", 0, false, ""),
                        wanted(KeyringRequest.USE, "b", 0, false, ""),
                        wanted(KeyringRequest.REMOVE, "c", 5, false, ""));
    }

    @Test
    void failsWithWhatEveryPoolComplainsOf() {
        answer = List.of(
                new KeyringResponse(true, "dc1", "", Map.of("n.dc1", "x"), null, null, 1, "1/1 nodes reported failure"),
                new KeyringResponse(false, "dc1", "", null, null, null, 1, "y"));

        assertThat(show("PUT", "", "{\"Key\":\"a\"}")).isEqualTo("""
                        500 3 errors occurred:
                        \t* WAN error: 1/1 nodes reported failure
                        \t* n.dc1: x
                        \t* dc1 (LAN) error: y

                        """);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(show("GET", "?relay-factor=9", ""))
                .isEqualTo("400 Bad request: Invalid relay-factor: Relay factor must be in range: [0, 5]");
        assertThat(show("GET", "?relay-factor=x", ""))
                .isEqualTo("400 Bad request: Error parsing relay factor: strconv.Atoi: parsing \"x\": invalid syntax");
        assertThat(show("GET", "?local-only=x", ""))
                .isEqualTo(
                        "400 Bad request: Error parsing local-only: strconv.ParseBool: parsing \"x\": invalid syntax");
        assertThat(show("DELETE", "?local-only=true", "{\"Key\":\"x\"}"))
                .isEqualTo("400 Bad request: Invalid use of local-only: local-only can only be set for list requests");
        assertThat(show("PUT", "", "{")).isEqualTo("400 Bad request: Request decode failed: unexpected EOF");
        assertThat(show("PUT", "", "{\"Keys\":1}")).startsWith("400 Bad request: Request decode failed: ");
        assertThat(asked).isEmpty();
    }
}
