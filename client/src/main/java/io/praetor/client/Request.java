package io.praetor.client;

import io.praetor.model.Bytes;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One request: method, path, parameters, and perhaps a body. Built by the API classes, sent by [Transport].
final class Request {
    private final String method;
    private final String path;
    private final Parameters parameters = new Parameters();
    private @Nullable Bytes body;
    private @Nullable InputStream stream;
    private long streamLength;
    private String hidden = "";
    private @Nullable String token;
    private Duration patience = Duration.ZERO;

    Request(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static Request get(String path) {
        return new Request("GET", path);
    }

    static Request put(String path) {
        return new Request("PUT", path);
    }

    static Request post(String path) {
        return new Request("POST", path);
    }

    static Request delete(String path) {
        return new Request("DELETE", path);
    }

    Request with(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /// Adds a parameter that messages do not show.
    Request hidden(String name) {
        hidden = name;
        return this;
    }

    /// Sends another ACL token than the client's; an empty one sends none.
    Request as(String secret) {
        token = secret;
        return this;
    }

    Request withQuery(Query query) {
        query.addTo(parameters);
        patience = query.patience();
        return this;
    }

    Request withBody(Bytes content) {
        body = content;
        return this;
    }

    /// A body of known length that is read once, so the request cannot be repeated.
    Request withBody(InputStream content, long length) {
        stream = content;
        streamLength = length;
        return this;
    }

    /// Fills in what the settings say for all requests.
    void applyDefaults(ClientSettings settings) {
        if (!parameters.contains("dc")) {
            parameters.putIfPresent("dc", settings.datacenter());
        }
        parameters.putIfPresent("ns", settings.namespace());
    }

    String method() {
        return method;
    }

    /// What messages show.
    String target() {
        return parameters.target(path);
    }

    /// What the request line says.
    String fullTarget() {
        String target = target();
        return hidden.isEmpty() ? target : target + (target.indexOf('?') < 0 ? "?" : "&") + hidden;
    }

    /// The ACL token to send.
    ///
    /// @param otherwise the client's
    String token(String otherwise) {
        return token == null ? otherwise : token;
    }

    @Nullable Bytes body() {
        return body;
    }

    @Nullable InputStream stream() {
        return stream;
    }

    long contentLength() {
        return stream != null ? streamLength : body != null ? body.length() : 0;
    }

    /// Time the agent may hold the answer back on purpose.
    Duration patience() {
        return patience;
    }

    boolean isRead() {
        return method.equals("GET");
    }
}
