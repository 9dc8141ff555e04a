package io.praetor.server.wire;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.request.Indexed;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.Query;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Replies of one value with its index. An empty list that no filter has made is nil on the wire, as the original's is.
final class Replies {
    private Replies() {}

    /// A reply whose value is as the question has it.
    static <Q extends Query<T>, T extends @Nullable Object> ReadMethod<Q, T> same(
            ReadMethod.Requested<Q, T> asked, String name, String field, Codec<T> codec) {
        return value(asked, name, field, codec, (_, value) -> value, (_, value) -> value);
    }

    /// A reply that is a list.
    static <Q extends Query<List<E>>, E> ReadMethod<Q, List<E>> list(
            ReadMethod.Requested<Q, List<E>> asked, String name, String field, Codec<E> element) {
        return list(asked, name, field, element, _ -> Filter.NONE);
    }

    /// A reply that is a list, which a question may filter.
    static <Q extends Query<List<E>>, E> ReadMethod<Q, List<E>> list(
            ReadMethod.Requested<Q, List<E>> asked,
            String name,
            String field,
            Codec<E> element,
            Function<Q, Filter> filter) {
        return value(
                asked,
                name,
                field,
                Codecs.list(element),
                (query, list) -> nilIfEmpty(list, filter.apply(query)),
                (_, list) -> orEmpty(list));
    }

    /// A reply that is a list of one thing or of none.
    static <Q extends Query<@Nullable E>, E> ReadMethod<Q, @Nullable E> atMostOne(
            ReadMethod.Requested<Q, @Nullable E> asked, String name, String field, Codec<E> element) {
        return value(
                asked,
                name,
                field,
                Codecs.list(element),
                (_, one) -> one == null ? null : List.of(one),
                (_, list) -> list == null || list.isEmpty() ? null : list.getFirst());
    }

    /// A reply whose value is another on the wire.
    static <Q extends Query<T>, T extends @Nullable Object, V extends @Nullable Object> ReadMethod<Q, T> value(
            ReadMethod.Requested<Q, T> asked,
            String name,
            String field,
            Codec<V> codec,
            BiFunction<Q, T, V> wire,
            BiFunction<Q, V, T> read) {
        StructCodec<Indexed<V>> reply = Indexed.codec(name, field, codec);
        return asked.reply(
                reply,
                (query, answer) -> new Indexed<>(wire.apply(query, answer.value()), Envelope.meta(answer)),
                (query, packed) -> read.apply(query, packed.value()),
                Indexed::meta);
    }

    static <E> @Nullable List<E> nilIfEmpty(List<E> list, Filter filter) {
        return list.isEmpty() && filter.isNone() ? null : list;
    }

    static <E> List<E> orEmpty(@Nullable List<E> list) {
        return list == null ? List.of() : list;
    }
}
