package io.praetor.model.codec;

import io.praetor.model.ByteText;
import io.praetor.model.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The codecs of everything that is not a record of its own.
public final class Codecs {
    /// A text, which may hold bytes that are not UTF-8 ([ByteText]); JSON shows those as U+FFFD.
    public static final Codec<String> TEXT = new TextCodec();

    /// true or false.
    public static final Codec<Boolean> BOOL = new BoolCodec(false);

    /// A switch that is on unless it is said to be off.
    public static final Codec<Boolean> ON_UNLESS_OFF = new BoolCodec(true);

    /// A signed integer of the platform: `int`, 64 bits on the wire and 32 here.
    public static final Codec<Integer> INT = new IntCodec();

    /// A signed 64-bit integer.
    public static final Codec<Long> INT64 = new Int64Codec(false);

    /// An unsigned 64-bit integer in a long.
    public static final Codec<Long> UINT64 = new Int64Codec(true);

    /// A 64-bit float.
    public static final Codec<Double> REAL = new RealCodec();

    /// A byte string: base64 in JSON, `null` when absent.
    public static final Codec<@Nullable Bytes> BYTES = new BlobCodec();

    /// A duration in nanoseconds: a number in JSON; text or number accepted.
    public static final Codec<Long> DURATION = new DurationCodec(false);

    /// A duration in nanoseconds whose JSON form is text (`10s`); text or number accepted.
    public static final Codec<Long> DURATION_TEXT = new DurationCodec(true);

    /// An instant: RFC 3339 with nanoseconds in JSON, 15 raw bytes in MessagePack (`rpc.md` §4.3).
    public static final Codec<Instant> TIME = new TimeCodec();

    /// A list of texts, which may be nil.
    public static final Codec<@Nullable List<String>> TEXTS = list(TEXT);

    /// A map of texts, which may be nil.
    public static final Codec<@Nullable Map<String, String>> TEXT_MAP = map(TEXT);

    /// A value of unknown type: null, Boolean, Double, Long, String, List or Map.
    public static final Codec<@Nullable Object> ANY = new AnyCodec();

    /// A map of values of unknown type, which may be nil.
    public static final Codec<@Nullable Map<String, @Nullable Object>> ANY_MAP = map(ANY);

    private Codecs() {}

    /// A list of anything, which may be nil: nil is `null`, empty is `[]`.
    public static <T extends @Nullable Object> Codec<@Nullable List<T>> list(Codec<T> element) {
        return new ListingCodec<>(element);
    }

    /// A map from text, which may be nil, printed in the order of its keys.
    public static <T extends @Nullable Object> Codec<@Nullable Map<String, T>> map(Codec<T> element) {
        return new MappingCodec<>(element);
    }

    /// A pointer: the same form, or `null`, which counts as empty.
    public static <T> Codec<@Nullable T> pointer(Codec<T> target) {
        return new PointerCodec<>(target);
    }

    /// A codec that is looked up when it is used, for records that hold each other.
    public static <T> Codec<T> later(Supplier<Codec<T>> codec) {
        return new LaterCodec<>(codec);
    }

    /// What a list or map holds, for code that walks values by their codecs (filters); null for anything else.
    public static @Nullable Codec<?> elementOf(Codec<?> codec) {
        return switch (codec) {
            case ListingCodec<?> list -> list.element();
            case MappingCodec<?> map -> map.element();
            default -> null;
        };
    }

    /// What a pointer points to; the codec itself if it is no pointer.
    public static Codec<?> targetOf(Codec<?> codec) {
        return switch (codec) {
            case PointerCodec<?> pointer -> targetOf(pointer.target());
            case LaterCodec<?> later -> later.codec().get();
            default -> codec;
        };
    }

    /// Whether values of this codec are lists.
    public static boolean isList(Codec<?> codec) {
        return codec instanceof ListingCodec;
    }

    /// Whether values of this codec are maps.
    public static boolean isMap(Codec<?> codec) {
        return codec instanceof MappingCodec;
    }
}
