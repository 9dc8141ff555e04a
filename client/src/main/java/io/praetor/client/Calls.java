package io.praetor.client;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Requests with the usual answers: JSON, `true` or `false`, nothing.
final class Calls {
    /// The largest answer read into memory; a snapshot is streamed instead.
    private static final int ANSWER_LIMIT_BYTES = 1 << 30;

    /// What is kept of the text of an error.
    private static final int ERROR_LIMIT_BYTES = 1 << 20;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int WARNING = 429;
    private static final int CRITICAL = 503;

    private final Transport transport;

    Calls(Transport transport) {
        this.transport = transport;
    }

    void close() {
        transport.close();
    }

    /// A successful answer, to be closed by the caller.
    Response open(Request request) throws ConsulException {
        Response response = transport.send(request);
        if (response.status() == OK) {
            return response;
        }
        throw refused(response);
    }

    /// A successful answer, or a 404 whose body has been read: its headers count, and what was asked for does not
    /// exist.
    Response find(Request request) throws ConsulException {
        Response response = transport.send(request);
        if (response.status() == OK) {
            return response;
        }
        if (response.status() == NOT_FOUND) {
            body(response);
            return response;
        }
        throw refused(response);
    }

    /// An answer whose status is the agent's opinion of something: well, warning, critical, not there.
    Response judge(Request request) throws ConsulException {
        Response response = transport.send(request);
        return switch (response.status()) {
            case OK, NOT_FOUND, WARNING, CRITICAL -> response;
            default -> throw refused(response);
        };
    }

    static boolean exists(Response response) {
        return response.status() != NOT_FOUND;
    }

    private static ConsulException refused(Response response) throws ConsulException {
        try (response) {
            return ConsulException.answered(response.status(), response.text(ERROR_LIMIT_BYTES));
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /// The whole body; closes the response.
    static byte[] body(Response response) throws ConsulException {
        try (response) {
            return response.bytes(ANSWER_LIMIT_BYTES);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static ConsulException broken(IOException e) {
        return ConsulException.broken(String.valueOf(e.getMessage()), e);
    }

    /// Sends a request whose answer says nothing beyond success.
    void run(Request request) throws ConsulException {
        body(open(request));
    }

    /// Sends a write that answers `true` or `false`.
    boolean decide(Request request) throws ConsulException {
        return new String(body(open(request)), StandardCharsets.UTF_8).contains("true");
    }

    /// Sends a read that answers JSON.
    <T extends @Nullable Object> Answer<T> read(Request request, Codec<T> codec) throws ConsulException {
        Response response = open(request);
        return answer(response, parse(codec, body(response)));
    }

    /// Sends a read whose answer is JSON, or that what was asked for does not exist.
    <T> Answer<Optional<T>> findOne(Request request, Codec<T> codec) throws ConsulException {
        Response response = find(request);
        return exists(response)
                ? answer(response, Optional.of(parse(codec, body(response))))
                : answer(response, Optional.empty());
    }

    /// Sends a read that answers a list; null is an empty one.
    <T> Answer<List<T>> list(Request request, Codec<T> element) throws ConsulException {
        Answer<@Nullable List<T>> answer = read(request, Codecs.list(element));
        List<T> found = answer.value();
        return with(answer, found == null ? List.of() : found);
    }

    static <T extends @Nullable Object> T parse(Codec<T> codec, byte[] json) throws ConsulException {
        try {
            // newer agents may add fields
            return Json.parse(codec, json, false);
        } catch (DecodeException e) {
            throw ConsulException.unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    /// The value with the headers of its response.
    static <T extends @Nullable Object> Answer<T> answer(Response response, T value) {
        return new Answer<>(
                value,
                response.number("x-consul-index"),
                "true".equals(response.header("x-consul-knownleader")),
                Duration.ofMillis(response.number("x-consul-lastcontact")));
    }

    /// Another value with what an answer says beside its own.
    static <T extends @Nullable Object> Answer<T> with(Answer<?> answer, T value) {
        return new Answer<>(value, answer.index(), answer.knownLeader(), answer.lastContact());
    }
}
