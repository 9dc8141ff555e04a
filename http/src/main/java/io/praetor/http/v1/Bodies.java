package io.praetor.http.v1;

import io.praetor.http.route.Request;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.server.RequestFailure;
import org.jspecify.annotations.Nullable;

/// JSON bodies of requests (`http-api.md` §1.2).
final class Bodies {
    /// The one unknown key that the refusal comments on.
    private static final String NAMESPACE = "unknown field \"Namespace\"";

    private Bodies() {}

    /// The value in the body; unknown keys are an error.
    ///
    /// @param complaint what the text of the 400 begins with
    static <T extends @Nullable Object> T strict(Request request, Codec<T> codec, String complaint) {
        return read(request.body(), codec, complaint, true);
    }

    /// The value in a body; unknown keys are an error.
    ///
    /// @param complaint what the text of the 400 begins with
    static <T extends @Nullable Object> T strict(byte[] body, Codec<T> codec, String complaint) {
        return read(body, codec, complaint, true);
    }

    /// The value in the body; unknown keys are ignored.
    ///
    /// @param complaint what the text of the 400 begins with
    static <T extends @Nullable Object> T lenient(Request request, Codec<T> codec, String complaint) {
        return read(request.body(), codec, complaint, false);
    }

    private static <T extends @Nullable Object> T read(byte[] body, Codec<T> codec, String complaint, boolean strict) {
        try {
            return Json.parse(codec, body, strict);
        } catch (DecodeException e) {
            String text = String.valueOf(e.getMessage());
            String hint = text.contains(NAMESPACE) ? " - Namespaces are a Consul Enterprise feature" : "";
            throw RequestFailure.badRequest(complaint + text + hint);
        }
    }
}
