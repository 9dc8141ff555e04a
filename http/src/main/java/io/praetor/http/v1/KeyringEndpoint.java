package io.praetor.http.v1;

import io.praetor.http.route.Params;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.operator.KeyringRequest;
import io.praetor.model.operator.KeyringResponse;
import io.praetor.model.operator.KeyringResponses;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.Keyring;
import io.praetor.server.endpoint.MultiError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// `/v1/operator/keyring` (`http-api.md` §14).
final class KeyringEndpoint {
    private static final int MOST_RELAYS = 5;
    private static final Codec<@Nullable List<KeyringResponse>> RESPONSES = Codecs.list(KeyringResponse.CODEC);

    private final Reads reads;
    private final Keyring keyring;

    /// What requests bring in their bodies.
    private record Body(String key) {
        static final StructCodec<Body> CODEC =
                StructCodec.<Body>of("").field("Key", Codecs.TEXT, Body::key).build(v -> new Body(v.next()));
    }

    KeyringEndpoint(Reads reads, Keyring keyring) {
        this.reads = reads;
        this.keyring = keyring;
    }

    Reply list(Request request) {
        return Reply.of(run(request, KeyringRequest.LIST, ""), found -> Reply.json(RESPONSES, found));
    }

    Reply install(Request request) {
        return change(request, KeyringRequest.INSTALL);
    }

    Reply use(Request request) {
        return change(request, KeyringRequest.USE);
    }

    Reply remove(Request request) {
        return change(request, KeyringRequest.REMOVE);
    }

    private Reply change(Request request, String operation) {
        String key = Bodies.strict(request, Body.CODEC, "Bad request: Request decode failed: ")
                .key();
        return Reply.of(run(request, operation, key), _ -> Reply.empty(200));
    }

    private CompletableFuture<List<KeyringResponse>> run(Request request, String operation, String key) {
        Params params = request.params();
        int relays = relayFactor(params.first("relay-factor"));
        boolean local = localOnly(params.first("local-only"), operation);
        QueryOptions options = QueryOptions.of(reads.token(request));
        KeyringRequest wanted =
                new KeyringRequest(operation, key, reads.datacenterName(request), false, relays, local, options);
        return keyring.operate(wanted).thenApply(KeyringEndpoint::checked);
    }

    private static int relayFactor(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        int factor = Numbers.asked(text, "Bad request: Error parsing relay factor: ");
        if (factor < 0 || factor > MOST_RELAYS) {
            throw RequestFailure.badRequest(
                    "Bad request: Invalid relay-factor: Relay factor must be in range: [0, " + MOST_RELAYS + "]");
        }
        return factor;
    }

    private static boolean localOnly(String text, String operation) {
        if (text.isEmpty()) {
            return false;
        }
        Boolean local = Numbers.truth(text);
        if (local == null) {
            throw RequestFailure.badRequest("Bad request: Error parsing local-only: strconv.ParseBool: parsing "
                    + Numbers.quoted(text) + ": invalid syntax");
        }
        if (local && !operation.equals(KeyringRequest.LIST)) {
            throw RequestFailure.badRequest(
                    "Bad request: Invalid use of local-only: local-only can only be set for list requests");
        }
        return local;
    }

    /// One pool that failed is a failure of all; the text has what each pool and its members complain of.
    private static List<KeyringResponse> checked(KeyringResponses found) {
        List<KeyringResponse> responses = Objects.requireNonNullElse(found.responses(), List.of());
        List<String> errors = new ArrayList<>();
        for (KeyringResponse response : responses) {
            if (!response.error().isEmpty()) {
                errors.add(response.pool() + " error: " + response.error());
                Map<String, String> messages = response.messages();
                new TreeMap<>(messages == null ? Map.of() : messages)
                        .forEach((member, message) -> errors.add(member + ": " + message));
            }
        }
        if (!errors.isEmpty()) {
            throw RequestFailure.internal(MultiError.text(errors));
        }
        return responses;
    }
}
