package io.praetor.server.wire;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.PackReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A call that was recorded between agents of the original.
///
/// @param error  what it was refused with; empty if it was not
/// @param closed whether the server closed the stream
record Recorded(String method, Bytes request, String error, Bytes reply, boolean closed) {
    /// Those made over yamux, by real agents.
    static List<Recorded> ofAgents() throws IOException {
        List<Recorded> calls = new ArrayList<>();
        for (Map<?, ?> call : list("calls_over_yamux")) {
            String error = text((Map<?, ?>) Objects.requireNonNull(call.get("response_header")), "Error");
            calls.add(new Recorded(
                    text(call, "method"),
                    bytes(call, "request_body_hex"),
                    error,
                    bytes(call, "response_body_hex"),
                    error.contains("can't find")));
        }
        return calls;
    }

    /// Those made on a plain connection, by a small client.
    static List<Recorded> ofClient() throws IOException, DecodeException {
        List<Recorded> calls = new ArrayList<>();
        for (Map<?, ?> call : list("plain_connection_first_byte_00")) {
            calls.add(new Recorded(
                    text(call, "method"),
                    body(bytes(call, "request_hex")),
                    text((Map<?, ?>) Objects.requireNonNull(call.get("response_header")), "Error"),
                    body(bytes(call, "response_hex")),
                    Boolean.TRUE.equals(call.get("server_closed_after"))));
        }
        return calls;
    }

    /// A request and its response whole, as they were on a plain connection.
    record Exchange(String method, Bytes request, Bytes response, boolean closed) {}

    /// What the small client sent and got.
    static List<Exchange> exchanges() throws IOException {
        List<Exchange> exchanges = new ArrayList<>();
        for (Map<?, ?> call : list("plain_connection_first_byte_00")) {
            exchanges.add(new Exchange(
                    text(call, "method"),
                    bytes(call, "request_hex"),
                    bytes(call, "response_hex"),
                    Boolean.TRUE.equals(call.get("server_closed_after"))));
        }
        return exchanges;
    }

    private static Bytes body(Bytes message) throws DecodeException {
        PackReader in = new PackReader(message.array());
        in.skip();
        return Bytes.of(in.slice());
    }

    private static List<Map<?, ?>> list(String name) throws IOException {
        Map<?, ?> all = (Map<?, ?>) Objects.requireNonNull(json("rpc-vectors.json"));
        List<Map<?, ?>> calls = new ArrayList<>();
        ((List<?>) Objects.requireNonNull(all.get(name))).forEach(call -> calls.add((Map<?, ?>) call));
        return calls;
    }

    /// A file of the specification.
    static Object json(String file) throws IOException {
        try (InputStream in = Recorded.class.getResourceAsStream(file)) {
            byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
            Object value = Json.parse(Codecs.ANY, bytes);
            return Objects.requireNonNull(value);
        } catch (DecodeException e) {
            throw new IOException(e);
        }
    }

    static String text(Map<?, ?> map, String name) {
        return (String) Objects.requireNonNull(map.get(name), name);
    }

    private static Bytes bytes(Map<?, ?> map, String name) {
        return Bytes.of(HexFormat.of().parseHex(text(map, name)));
    }
}
