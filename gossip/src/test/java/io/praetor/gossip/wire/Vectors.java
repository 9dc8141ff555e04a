package io.praetor.gossip.wire;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `gossip-vectors.json`: what was recorded between real members.
final class Vectors {
    private Vectors() {}

    /// The entries of one list: `vectors`, `lzw_vectors`, or the items of `framing_vectors`.
    static List<Map<String, Object>> of(String list) {
        Object found = file().get(list);
        return list(found instanceof Map<?, ?> map ? map.get("items") : found);
    }

    private static Map<String, Object> file() {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/gossip-vectors.json"))) {
            return map(Json.parse(Codecs.ANY, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DecodeException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(@Nullable Object value) {
        return (List<Map<String, Object>>) Objects.requireNonNull(value);
    }

    static String text(Map<String, Object> entry, String key) {
        return (String) Objects.requireNonNull(entry.get(key), key);
    }

    static byte[] bytes(Map<String, Object> entry, String key) {
        return HexFormat.of().parseHex(text(entry, key));
    }
}
