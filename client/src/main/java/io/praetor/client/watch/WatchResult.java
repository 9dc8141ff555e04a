package io.praetor.client.watch;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Json;
import org.jspecify.annotations.Nullable;

/// What a watch has read, as JSON in the form of the original's clients.
public final class WatchResult {
    private final String index;
    private final Rendering<?> rendering;
    private final Bytes compact;

    private record Rendering<T extends @Nullable Object>(Codec<T> codec, T value) {
        byte[] json(boolean pretty) {
            return pretty ? Json.pretty(codec, value) : Json.compact(codec, value);
        }
    }

    private WatchResult(String index, Rendering<?> rendering) {
        this.index = index;
        this.rendering = rendering;
        this.compact = Bytes.of(rendering.json(false));
    }

    static <T extends @Nullable Object> WatchResult of(long index, Codec<T> codec, T value) {
        return new WatchResult(Long.toUnsignedString(index), new Rendering<>(codec, value));
    }

    static <T extends @Nullable Object> WatchResult of(String hash, Codec<T> codec, T value) {
        return new WatchResult(hash, new Rendering<>(codec, value));
    }

    /// The index of the result, or its hash where it has no index.
    public String index() {
        return index;
    }

    /// In one line, without a newline.
    public Bytes compact() {
        return compact;
    }

    /// With 4-space indent and a final newline.
    public Bytes pretty() {
        return Bytes.of(rendering.json(true));
    }

    /// Whether the content is the same, whatever the index.
    boolean sameAs(@Nullable WatchResult other) {
        return other != null && compact.equals(other.compact);
    }
}
