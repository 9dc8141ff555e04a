package io.praetor.model.request;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryMeta;
import org.jspecify.annotations.Nullable;

/// A reply of one value and what the answer says about itself: `IndexedNodes` and its like.
///
/// @param <T> the value; null where the original's is nil
public record Indexed<T extends @Nullable Object>(T value, QueryMeta meta) {

    /// How such a reply travels.
    ///
    /// @param name  the original's name of the structure
    /// @param field of the value
    public static <T extends @Nullable Object> StructCodec<Indexed<T>> codec(
            String name, String field, Codec<T> value) {
        return StructCodec.<Indexed<T>>of(name)
                .field(field, value, Indexed::value)
                .embed(QueryMeta.CODEC, Indexed::meta)
                .build(v -> new Indexed<>(v.next(), v.embedded(QueryMeta.CODEC)));
    }
}
