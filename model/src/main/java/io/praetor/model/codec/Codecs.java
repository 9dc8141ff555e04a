package io.praetor.model.codec;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.praetor.model.ByteText;
import io.praetor.model.Bytes;
import io.praetor.model.GoDuration;
import io.praetor.model.GoTime;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The codecs of everything that is not a record of its own.
public final class Codecs {
    /// A text, which may hold bytes that are not UTF-8 ([ByteText]); JSON shows those as U+FFFD.
    public static final Codec<String> TEXT = new Text();

    /// true or false.
    public static final Codec<Boolean> BOOL = new Bool();

    /// A signed integer of the platform: `int`, 64 bits on the wire and 32 here.
    public static final Codec<Integer> INT = new Int();

    /// A signed 64-bit integer.
    public static final Codec<Long> INT64 = new Int64(false);

    /// An unsigned 64-bit integer in a long.
    public static final Codec<Long> UINT64 = new Int64(true);

    /// A 64-bit float.
    public static final Codec<Double> REAL = new Real();

    /// A byte string: base64 in JSON, `null` when absent.
    public static final Codec<@Nullable Bytes> BYTES = new Blob();

    /// A duration in nanoseconds: a number in JSON; text or number accepted.
    public static final Codec<Long> DURATION = new Duration(false);

    /// A duration in nanoseconds whose JSON form is text (`10s`); text or number accepted.
    public static final Codec<Long> DURATION_TEXT = new Duration(true);

    /// An instant: RFC 3339 with nanoseconds in JSON, 15 raw bytes in MessagePack (`rpc.md` §4.3).
    public static final Codec<Instant> TIME = new Time();

    /// A list of texts, which may be nil.
    public static final Codec<@Nullable List<String>> TEXTS = list(TEXT);

    /// A map of texts, which may be nil.
    public static final Codec<@Nullable Map<String, String>> TEXT_MAP = map(TEXT);

    /// A value of unknown type: null, Boolean, Double, Long, String, List or Map.
    public static final Codec<@Nullable Object> ANY = new Any();

    /// A map of values of unknown type, which may be nil.
    public static final Codec<@Nullable Map<String, @Nullable Object>> ANY_MAP = map(ANY);

    private Codecs() {}

    /// A list of anything, which may be nil: nil is `null`, empty is `[]`.
    public static <T extends @Nullable Object> Codec<@Nullable List<T>> list(Codec<T> element) {
        return new Listing<>(element);
    }

    /// A map from text, which may be nil, printed in the order of its keys.
    public static <T extends @Nullable Object> Codec<@Nullable Map<String, T>> map(Codec<T> element) {
        return new Mapping<>(element);
    }

    /// A pointer: the same form, or `null`, which counts as empty.
    public static <T> Codec<@Nullable T> pointer(Codec<T> target) {
        return new Pointer<>(target);
    }

    /// A codec that is looked up when it is used, for records that hold each other.
    public static <T> Codec<T> later(Supplier<Codec<T>> codec) {
        return new Later<>(codec);
    }

    private static final class Text implements Codec<String> {
        @Override
        public void writeJson(JsonGenerator out, String value) throws IOException {
            out.writeString(ByteText.printable(value));
        }

        @Override
        public String readJson(JsonInput in) throws IOException, DecodeException {
            if (in.parser().currentToken() == JsonToken.VALUE_STRING) {
                return in.parser().getText();
            }
            if (in.isNull()) {
                return "";
            }
            throw in.mismatch(typeName());
        }

        @Override
        public void pack(PackWriter out, String value) {
            out.text(value);
        }

        @Override
        public String unpack(PackReader in) throws DecodeException {
            return in.text();
        }

        @Override
        public String zero() {
            return "";
        }

        @Override
        public boolean isEmpty(String value) {
            return value.isEmpty();
        }

        @Override
        public String typeName() {
            return "string";
        }
    }

    private static final class Bool implements Codec<Boolean> {
        @Override
        public void writeJson(JsonGenerator out, Boolean value) throws IOException {
            out.writeBoolean(value);
        }

        @Override
        public Boolean readJson(JsonInput in) throws IOException, DecodeException {
            return switch (in.parser().currentToken()) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE, VALUE_NULL -> false;
                case null, default -> throw in.mismatch(typeName());
            };
        }

        @Override
        public void pack(PackWriter out, Boolean value) {
            out.bool(value);
        }

        @Override
        public Boolean unpack(PackReader in) throws DecodeException {
            return in.bool();
        }

        @Override
        public Boolean zero() {
            return false;
        }

        @Override
        public boolean isEmpty(Boolean value) {
            return !value;
        }

        @Override
        public String typeName() {
            return "bool";
        }
    }

    private static final class Int implements Codec<Integer> {
        @Override
        public void writeJson(JsonGenerator out, Integer value) throws IOException {
            out.writeNumber(value.intValue());
        }

        @Override
        public Integer readJson(JsonInput in) throws IOException, DecodeException {
            long value = INT64.readJson(in);
            if (value != (int) value) {
                throw in.range(Long.toString(value), typeName());
            }
            return (int) value;
        }

        @Override
        public void pack(PackWriter out, Integer value) {
            out.integer(value);
        }

        @Override
        public Integer unpack(PackReader in) throws DecodeException {
            long value = in.integer();
            if (value != (int) value) {
                throw new DecodeException("msgpack: " + value + " does not fit in 32 bits");
            }
            return (int) value;
        }

        @Override
        public Integer zero() {
            return 0;
        }

        @Override
        public boolean isEmpty(Integer value) {
            return value == 0;
        }

        @Override
        public String typeName() {
            return "int";
        }
    }

    private record Int64(boolean unsigned) implements Codec<Long> {
        private static final BigInteger TOO_LARGE = BigInteger.ONE.shiftLeft(64);

        @Override
        public void writeJson(JsonGenerator out, Long value) throws IOException {
            if (unsigned && value < 0) {
                out.writeNumber(Long.toUnsignedString(value));
            } else {
                out.writeNumber(value.longValue());
            }
        }

        @Override
        public Long readJson(JsonInput in) throws IOException, DecodeException {
            JsonToken token = in.parser().currentToken();
            if (token == JsonToken.VALUE_NULL) {
                return 0L;
            }
            if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                throw in.range(in.parser().getText(), typeName());
            }
            if (token != JsonToken.VALUE_NUMBER_INT) {
                throw in.mismatch(typeName());
            }
            BigInteger big = in.parser().getBigIntegerValue();
            boolean fits = unsigned ? big.signum() >= 0 && big.compareTo(TOO_LARGE) < 0 : big.bitLength() < 64;
            if (!fits) {
                throw in.range(big.toString(), typeName());
            }
            return big.longValue();
        }

        @Override
        public void pack(PackWriter out, Long value) {
            if (unsigned) {
                out.unsigned(value);
            } else {
                out.integer(value);
            }
        }

        @Override
        public Long unpack(PackReader in) throws DecodeException {
            return in.integer();
        }

        @Override
        public Long zero() {
            return 0L;
        }

        @Override
        public boolean isEmpty(Long value) {
            return value == 0;
        }

        @Override
        public String typeName() {
            return unsigned ? "uint64" : "int64";
        }
    }

    private static final class Real implements Codec<Double> {
        @Override
        public void writeJson(JsonGenerator out, Double value) throws IOException {
            out.writeNumber(Json.number(value));
        }

        @Override
        public Double readJson(JsonInput in) throws IOException, DecodeException {
            if (in.isNull()) {
                return 0.0;
            }
            if (in.parser().currentToken() != null && in.parser().currentToken().isNumeric()) {
                double value = in.parser().getDoubleValue();
                if (Double.isInfinite(value)) {
                    throw in.range(in.parser().getText(), typeName());
                }
                return value;
            }
            throw in.mismatch(typeName());
        }

        @Override
        public void pack(PackWriter out, Double value) {
            out.real(value);
        }

        @Override
        public Double unpack(PackReader in) throws DecodeException {
            return in.real();
        }

        @Override
        public Double zero() {
            return 0.0;
        }

        @Override
        public boolean isEmpty(Double value) {
            return value == 0;
        }

        @Override
        public String typeName() {
            return "float64";
        }
    }

    private static final class Blob implements Codec<@Nullable Bytes> {
        @Override
        public void writeJson(JsonGenerator out, @Nullable Bytes value) throws IOException {
            if (value == null) {
                out.writeNull();
            } else {
                out.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, value.array(), 0, value.length());
            }
        }

        @Override
        public @Nullable Bytes readJson(JsonInput in) throws IOException, DecodeException {
            if (in.isNull()) {
                return null;
            }
            if (in.parser().currentToken() != JsonToken.VALUE_STRING) {
                throw in.mismatch("[]uint8");
            }
            try {
                return Bytes.of(in.parser().getBinaryValue(Base64Variants.MIME_NO_LINEFEEDS));
            } catch (JsonParseException | IllegalArgumentException e) {
                throw new DecodeException("illegal base64 data: " + e.getMessage(), e);
            }
        }

        @Override
        public void pack(PackWriter out, @Nullable Bytes value) {
            if (value == null) {
                out.nil();
            } else {
                out.raw(value.array());
            }
        }

        @Override
        public @Nullable Bytes unpack(PackReader in) throws DecodeException {
            byte[] raw = in.raw();
            return raw == null ? null : Bytes.of(raw);
        }

        @Override
        public @Nullable Bytes zero() {
            return null;
        }

        @Override
        public boolean isEmpty(@Nullable Bytes value) {
            return value == null || value.length() == 0;
        }

        @Override
        public String typeName() {
            return "[]uint8";
        }
    }

    private record Duration(boolean asText) implements Codec<Long> {
        @Override
        public void writeJson(JsonGenerator out, Long value) throws IOException {
            if (asText) {
                out.writeString(GoDuration.format(value));
            } else {
                out.writeNumber(value.longValue());
            }
        }

        @Override
        public Long readJson(JsonInput in) throws IOException, DecodeException {
            JsonToken token = in.parser().currentToken();
            if (token == JsonToken.VALUE_STRING) {
                String text = in.parser().getText();
                try {
                    // The original reads an empty text as no duration.
                    return text.isEmpty() ? 0L : GoDuration.parse(text);
                } catch (IllegalArgumentException e) {
                    throw new DecodeException(String.valueOf(e.getMessage()), e);
                }
            }
            if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                return (long) in.parser().getDoubleValue();
            }
            try {
                return INT64.readJson(in);
            } catch (InputCoercionException e) {
                throw in.mismatch("time.Duration");
            }
        }

        @Override
        public void pack(PackWriter out, Long value) {
            out.integer(value);
        }

        @Override
        public Long unpack(PackReader in) throws DecodeException {
            return in.integer();
        }

        @Override
        public Long zero() {
            return 0L;
        }

        @Override
        public boolean isEmpty(Long value) {
            return value == 0;
        }

        @Override
        public String typeName() {
            return "time.Duration";
        }
    }

    private static final class Time implements Codec<Instant> {
        @Override
        public void writeJson(JsonGenerator out, Instant value) throws IOException {
            out.writeString(GoTime.format(value));
        }

        @Override
        public Instant readJson(JsonInput in) throws IOException, DecodeException {
            if (in.isNull()) {
                return GoTime.ZERO;
            }
            if (in.parser().currentToken() != JsonToken.VALUE_STRING) {
                throw in.mismatch(typeName());
            }
            String text = in.parser().getText();
            try {
                return java.time.OffsetDateTime.parse(text).toInstant();
            } catch (java.time.format.DateTimeParseException e) {
                throw new DecodeException("parsing time \"" + text + "\": " + e.getMessage(), e);
            }
        }

        @Override
        public void pack(PackWriter out, Instant value) {
            out.raw(GoTime.toBytes(value));
        }

        @Override
        public Instant unpack(PackReader in) throws DecodeException {
            byte[] raw = in.raw();
            return raw == null ? GoTime.ZERO : GoTime.fromBytes(raw);
        }

        @Override
        public Instant zero() {
            return GoTime.ZERO;
        }

        @Override
        public boolean isEmpty(Instant value) {
            return false; // a struct to the original's encoder, which never omits one
        }

        @Override
        public String typeName() {
            return "time.Time";
        }
    }

    private static final class Any implements Codec<@Nullable Object> {
        @Override
        public void writeJson(JsonGenerator out, @Nullable Object value) throws IOException {
            switch (value) {
                case null -> out.writeNull();
                case Boolean b -> out.writeBoolean(b);
                case String s -> out.writeString(ByteText.printable(s));
                case Double d -> out.writeNumber(Json.number(d));
                case Number n -> out.writeNumber(n.longValue());
                case Collection<?> list -> {
                    out.writeStartArray();
                    for (Object element : list) {
                        writeJson(out, element);
                    }
                    out.writeEndArray();
                }
                case Map<?, ?> map -> {
                    out.writeStartObject();
                    for (Map.Entry<?, ?> entry : sorted(map).entrySet()) {
                        out.writeFieldName(String.valueOf(entry.getKey()));
                        writeJson(out, entry.getValue());
                    }
                    out.writeEndObject();
                }
                default -> throw new IllegalStateException("no JSON form for " + value.getClass());
            }
        }

        @Override
        public @Nullable Object readJson(JsonInput in) throws IOException {
            return in.any();
        }

        @Override
        public void pack(PackWriter out, @Nullable Object value) {
            switch (value) {
                case null -> out.nil();
                case Boolean b -> out.bool(b);
                case String s -> out.text(s);
                case Double d -> out.real(d);
                case Number n -> out.integer(n.longValue());
                case Collection<?> list -> {
                    out.listHead(list.size());
                    for (Object element : list) {
                        pack(out, element);
                    }
                }
                case Map<?, ?> map -> {
                    out.mapHead(map.size());
                    for (Map.Entry<?, ?> entry : sorted(map).entrySet()) {
                        out.text(String.valueOf(entry.getKey()));
                        pack(out, entry.getValue());
                    }
                }
                default -> throw new IllegalStateException("no MessagePack form for " + value.getClass());
            }
        }

        @Override
        public @Nullable Object unpack(PackReader in) throws DecodeException {
            return in.any();
        }

        @Override
        public @Nullable Object zero() {
            return null;
        }

        @Override
        public boolean isEmpty(@Nullable Object value) {
            return value == null;
        }

        @Override
        public String typeName() {
            return "interface {}";
        }
    }

    private static Map<?, ?> sorted(Map<?, ?> map) {
        return map instanceof SortedMap ? map : new TreeMap<>(map);
    }

    @SuppressWarnings("NullAway") // it takes the elements of a List<T> for nullable whatever T is
    private record Listing<T extends @Nullable Object>(Codec<T> element) implements Codec<@Nullable List<T>> {
        @Override
        public void writeJson(JsonGenerator out, @Nullable List<T> value) throws IOException {
            if (value == null) {
                out.writeNull();
                return;
            }
            out.writeStartArray();
            for (T item : value) {
                element.writeJson(out, item);
            }
            out.writeEndArray();
        }

        @Override
        public @Nullable List<T> readJson(JsonInput in) throws IOException, DecodeException {
            if (in.isNull()) {
                return null;
            }
            if (in.parser().currentToken() != JsonToken.START_ARRAY) {
                throw in.mismatch(typeName());
            }
            List<T> items = new ArrayList<>();
            while (in.parser().nextToken() != JsonToken.END_ARRAY) {
                items.add(element.readJson(in));
            }
            return Collections.unmodifiableList(items);
        }

        @Override
        public void pack(PackWriter out, @Nullable List<T> value) {
            if (value == null) {
                out.nil();
                return;
            }
            out.listHead(value.size());
            for (T item : value) {
                element.pack(out, item);
            }
        }

        @Override
        public @Nullable List<T> unpack(PackReader in) throws DecodeException {
            int size = in.listHead();
            if (size < 0) {
                return null;
            }
            List<T> items = new ArrayList<>(Math.min(size, 16));
            for (int i = 0; i < size; i++) {
                items.add(element.unpack(in));
            }
            in.leave();
            return Collections.unmodifiableList(items);
        }

        @Override
        public @Nullable List<T> zero() {
            return null;
        }

        @Override
        public boolean isEmpty(@Nullable List<T> value) {
            return value == null || value.isEmpty();
        }

        @Override
        public String typeName() {
            return "[]" + element.typeName();
        }
    }

    private record Mapping<T extends @Nullable Object>(Codec<T> element) implements Codec<@Nullable Map<String, T>> {
        @Override
        public void writeJson(JsonGenerator out, @Nullable Map<String, T> value) throws IOException {
            if (value == null) {
                out.writeNull();
                return;
            }
            out.writeStartObject();
            for (Map.Entry<String, T> entry : order(value).entrySet()) {
                out.writeFieldName(ByteText.printable(entry.getKey()));
                element.writeJson(out, entry.getValue());
            }
            out.writeEndObject();
        }

        @Override
        public @Nullable Map<String, T> readJson(JsonInput in) throws IOException, DecodeException {
            if (in.isNull()) {
                return null;
            }
            if (in.parser().currentToken() != JsonToken.START_OBJECT) {
                throw in.mismatch(typeName());
            }
            TreeMap<String, T> map = new TreeMap<>();
            while (in.parser().nextToken() != JsonToken.END_OBJECT) {
                String key = in.parser().currentName();
                in.parser().nextToken();
                map.put(key, element.readJson(in));
            }
            return Collections.unmodifiableSortedMap(map);
        }

        @Override
        public void pack(PackWriter out, @Nullable Map<String, T> value) {
            if (value == null) {
                out.nil();
                return;
            }
            out.mapHead(value.size());
            for (Map.Entry<String, T> entry : order(value).entrySet()) {
                out.text(entry.getKey());
                element.pack(out, entry.getValue());
            }
        }

        @Override
        public @Nullable Map<String, T> unpack(PackReader in) throws DecodeException {
            int size = in.mapHead();
            if (size < 0) {
                return null;
            }
            TreeMap<String, T> map = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                map.put(in.text(), element.unpack(in));
            }
            in.leave();
            return Collections.unmodifiableSortedMap(map);
        }

        private Map<String, T> order(Map<String, T> map) {
            return map.size() < 2 || map instanceof SortedMap ? map : new TreeMap<>(map);
        }

        @Override
        public @Nullable Map<String, T> zero() {
            return null;
        }

        @Override
        public boolean isEmpty(@Nullable Map<String, T> value) {
            return value == null || value.isEmpty();
        }

        @Override
        public String typeName() {
            return "map[string]" + element.typeName();
        }
    }

    private record Pointer<T>(Codec<T> target) implements Codec<@Nullable T> {
        @Override
        public void writeJson(JsonGenerator out, @Nullable T value) throws IOException {
            if (value == null) {
                out.writeNull();
            } else {
                target.writeJson(out, value);
            }
        }

        @Override
        public @Nullable T readJson(JsonInput in) throws IOException, DecodeException {
            return in.isNull() ? null : target.readJson(in);
        }

        @Override
        public void pack(PackWriter out, @Nullable T value) {
            if (value == null) {
                out.nil();
            } else {
                target.pack(out, value);
            }
        }

        @Override
        public @Nullable T unpack(PackReader in) throws DecodeException {
            return in.nil() ? null : target.unpack(in);
        }

        @Override
        public @Nullable T zero() {
            return null;
        }

        @Override
        public boolean isEmpty(@Nullable T value) {
            return value == null;
        }

        @Override
        public String typeName() {
            return target.typeName();
        }
    }

    private record Later<T>(Supplier<Codec<T>> codec) implements Codec<T> {
        @Override
        public void writeJson(JsonGenerator out, T value) throws IOException {
            codec.get().writeJson(out, value);
        }

        @Override
        public T readJson(JsonInput in) throws IOException, DecodeException {
            return codec.get().readJson(in);
        }

        @Override
        public void pack(PackWriter out, T value) {
            codec.get().pack(out, value);
        }

        @Override
        public T unpack(PackReader in) throws DecodeException {
            return codec.get().unpack(in);
        }

        @Override
        public T zero() {
            return codec.get().zero();
        }

        @Override
        public boolean isEmpty(T value) {
            return codec.get().isEmpty(value);
        }

        @Override
        public String typeName() {
            return codec.get().typeName();
        }
    }

    /// What a list or map holds, for code that walks values by their codecs (filters); null for anything else.
    public static @Nullable Codec<?> elementOf(Codec<?> codec) {
        return switch (codec) {
            case Listing<?> list -> list.element();
            case Mapping<?> map -> map.element();
            default -> null;
        };
    }

    /// What a pointer points to; the codec itself if it is no pointer.
    public static Codec<?> targetOf(Codec<?> codec) {
        return switch (codec) {
            case Pointer<?> pointer -> targetOf(pointer.target());
            case Later<?> later -> later.codec().get();
            default -> codec;
        };
    }

    /// Whether values of this codec are lists.
    public static boolean isList(Codec<?> codec) {
        return codec instanceof Listing;
    }

    /// Whether values of this codec are maps.
    public static boolean isMap(Codec<?> codec) {
        return codec instanceof Mapping;
    }
}
