package io.praetor.server.login;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Calls somebody on the web who knows who somebody is.
@FunctionalInterface
public interface WebCaller {
    /// An answer.
    record Answer(int status, Bytes body) {
        /// The JSON object in it; empty when there is none.
        Map<String, @Nullable Object> object() throws DecodeException {
            Map<String, @Nullable Object> object = Json.parse(Codecs.ANY_MAP, body.array());
            return object == null ? Map.of() : object;
        }
    }

    /// A call.
    ///
    /// @param credential value of the header `Authorization`; empty: none
    /// @param type       media type of the body
    /// @param body       what to post; null: to get
    record Call(
            String url,
            String credential,
            String type,
            @Nullable Bytes body) {
        private static final String JSON = "application/json";
        private static final String FORM = "application/x-www-form-urlencoded";

        /// Asks without a credential.
        static Call get(String url) {
            return new Call(url, "", JSON, null);
        }

        /// Posts a form.
        static Call form(String url, Map<String, String> fields) {
            String text = fields.entrySet().stream()
                    .map(field -> escaped(field.getKey()) + "=" + escaped(field.getValue()))
                    .collect(Collectors.joining("&"));
            return new Call(url, "", FORM, Bytes.of(text));
        }

        /// Posts JSON instead of asking.
        Call posting(byte[] json) {
            return new Call(url, credential, JSON, Bytes.of(json));
        }

        /// The same with a bearer token.
        Call as(String bearer) {
            return with("Bearer " + bearer);
        }

        /// The same with a value of the header `Authorization`.
        Call with(String authorization) {
            return new Call(url, authorization, type, body);
        }

        private static String escaped(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        /// Names the address without the secrets.
        @Override
        public String toString() {
            return "Call[" + url + "]";
        }
    }

    /// Makes callers.
    @FunctionalInterface
    interface Maker {
        /// @param trusted certificates in PEM of who may sign theirs; empty: those that the platform trusts
        WebCaller trusting(String trusted) throws GeneralSecurityException, IOException;
    }

    /// @throws IOException with a text that holds nothing of what was sent but the address
    Answer call(Call call) throws IOException, InterruptedException;
}
