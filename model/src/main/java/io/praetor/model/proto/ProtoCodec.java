package io.praetor.model.proto;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.DecodeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A record described once, field by field, as a proto3 message. Writing leaves out what is empty, reading takes
/// missing
/// fields as empty, passes over those nobody knows, and lets the last of several win.
///
/// ```java
/// static final ProtoCodec<Encryption> PROTO = ProtoCodec.<Encryption>of()
///         .text(1, Encryption::key)
///         .bool(2, Encryption::verifyIncoming)
///         .build(v -> new Encryption(v.next(), v.next()));
/// ```
///
/// @param <T> the record
public final class ProtoCodec<T> {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int FIXED32 = 5;

    private final List<Field<T, ?>> fields;
    private final Map<Integer, Integer> places = new HashMap<>();
    private final Function<Values, T> constructor;

    private ProtoCodec(List<Field<T, ?>> fields, Function<Values, T> constructor) {
        this.fields = List.copyOf(fields);
        this.constructor = constructor;
        for (int i = 0; i < fields.size(); i++) {
            places.put(fields.get(i).number, i);
        }
    }

    /// Starts the description of a record.
    public static <T> Builder<T> of() {
        return new Builder<>();
    }

    /// How values of a field travel.
    private interface Kind<V extends @Nullable Object> {
        int wireType();

        V absent();

        /// @param before what came for the field so far
        V read(ProtoReader in, V before) throws DecodeException;

        void write(ProtoWriter out, int number, V value);
    }

    private record Field<T, V extends @Nullable Object>(int number, Kind<V> kind, Function<T, V> getter) {
        void write(ProtoWriter out, T value) {
            kind.write(out, number, getter.apply(value));
        }

        @SuppressWarnings({"unchecked", "NullAway"}) // the slot was filled by this field
        void read(ProtoReader in, @Nullable Object[] slots, int place) throws DecodeException {
            slots[place] = kind.read(in, (V) slots[place]);
        }
    }

    /// The message as bytes.
    public byte[] write(T value) {
        ProtoWriter out = new ProtoWriter();
        for (Field<T, ?> field : fields) {
            field.write(out, value);
        }
        return out.toBytes();
    }

    /// The message that bytes are.
    ///
    /// @throws DecodeException when they are none
    public T read(byte[] bytes) throws DecodeException {
        return read(new ProtoReader(bytes));
    }

    private T read(ProtoReader in) throws DecodeException {
        @Nullable Object[] slots = new Object[fields.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = fields.get(i).kind.absent();
        }
        while (in.hasMore()) {
            long tag = in.varint();
            int wireType = (int) (tag & 7);
            long number = tag >>> 3;
            if (number == 0 || number > Integer.MAX_VALUE) {
                throw new DecodeException("protobuf: a field with the number " + number);
            }
            Integer place = places.get((int) number);
            if (place == null) {
                in.skip(wireType);
                continue;
            }
            Field<T, ?> field = fields.get(place);
            if (wireType != field.kind.wireType()) {
                throw new DecodeException("protobuf: field " + number + " with wire type " + wireType);
            }
            field.read(in, slots, place);
        }
        return constructor.apply(new Values(slots));
    }

    /// The message as one MessagePack byte string (`rpc.md` §4.4).
    public Codec<T> packed(String typeName) {
        return new PackedMessage<>(this, typeName);
    }

    /// The values of a record's fields on their way into its constructor, in the order the fields were named.
    public static final class Values {
        private final @Nullable Object[] slots;
        private int at;

        private Values(@Nullable Object[] slots) {
            this.slots = slots;
        }

        /// The next field's value. The caller's parameter says its type; Java evaluates arguments from left to right.
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
        public <V extends @Nullable Object> V next() {
            return (V) slots[at++];
        }
    }

    /// Describes a record.
    ///
    /// @param <T> the record
    public static final class Builder<T> {
        private final List<Field<T, ?>> fields = new ArrayList<>();

        private <V extends @Nullable Object> Builder<T> field(int number, Kind<V> kind, Function<T, V> getter) {
            fields.add(new Field<>(number, kind, getter));
            return this;
        }

        /// A `string`.
        public Builder<T> text(int number, Function<T, String> getter) {
            return field(number, new Text(), getter);
        }

        /// A `repeated string`; absent: an empty list.
        public Builder<T> texts(int number, Function<T, List<String>> getter) {
            return field(number, new Texts(), getter);
        }

        /// A `bool`.
        public Builder<T> bool(int number, Function<T, Boolean> getter) {
            return field(number, new Truth(), getter);
        }

        /// A `uint64`.
        public Builder<T> number(int number, Function<T, Long> getter) {
            return field(number, new Whole(), getter);
        }

        /// An `int32`; what does not fit is cut.
        public Builder<T> integer(int number, Function<T, Integer> getter) {
            return field(number, new Small(), getter);
        }

        /// A `google.protobuf.Timestamp`.
        ///
        /// @param absent stands for none
        public Builder<T> time(int number, Instant absent, Function<T, Instant> getter) {
            return field(number, new Time(absent), getter);
        }

        /// Another message; null: none.
        public <M> Builder<T> message(int number, ProtoCodec<M> codec, Function<T, @Nullable M> getter) {
            return field(number, new One<>(codec), getter);
        }

        /// Other messages; absent: an empty list.
        public <M> Builder<T> messages(int number, ProtoCodec<M> codec, Function<T, List<M>> getter) {
            return field(number, new Messages<>(codec), getter);
        }

        /// Ends the description.
        ///
        /// @param constructor makes the record from its fields, calling [Values#next()] once a field in order
        public ProtoCodec<T> build(Function<Values, T> constructor) {
            return new ProtoCodec<>(fields, constructor);
        }
    }

    private record Text() implements Kind<String> {
        @Override
        public int wireType() {
            return LENGTH;
        }

        @Override
        public String absent() {
            return "";
        }

        @Override
        public String read(ProtoReader in, String before) throws DecodeException {
            return in.text();
        }

        @Override
        public void write(ProtoWriter out, int number, String value) {
            if (!value.isEmpty()) {
                out.tag(number, LENGTH);
                out.delimited(value.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private record Truth() implements Kind<Boolean> {
        @Override
        public int wireType() {
            return VARINT;
        }

        @Override
        public Boolean absent() {
            return false;
        }

        @Override
        public Boolean read(ProtoReader in, Boolean before) throws DecodeException {
            return in.varint() != 0;
        }

        @Override
        public void write(ProtoWriter out, int number, Boolean value) {
            if (value) {
                out.tag(number, VARINT);
                out.varint(1);
            }
        }
    }

    private record Whole() implements Kind<Long> {
        @Override
        public int wireType() {
            return VARINT;
        }

        @Override
        public Long absent() {
            return 0L;
        }

        @Override
        public Long read(ProtoReader in, Long before) throws DecodeException {
            return in.varint();
        }

        @Override
        public void write(ProtoWriter out, int number, Long value) {
            if (value != 0) {
                out.tag(number, VARINT);
                out.varint(value);
            }
        }
    }

    private record Small() implements Kind<Integer> {
        @Override
        public int wireType() {
            return VARINT;
        }

        @Override
        public Integer absent() {
            return 0;
        }

        @Override
        public Integer read(ProtoReader in, Integer before) throws DecodeException {
            return (int) in.varint();
        }

        @Override
        public void write(ProtoWriter out, int number, Integer value) {
            if (value != 0) {
                out.tag(number, VARINT);
                out.varint(value);
            }
        }
    }

    private record Time(Instant absent) implements Kind<Instant> {
        private static final ProtoCodec<Instant> STAMP = ProtoCodec.<Instant>of()
                .number(1, Instant::getEpochSecond)
                .integer(2, Instant::getNano)
                .build(v -> of(v.next(), v.next()));

        private static Instant of(Long seconds, Integer nanos) {
            long within = Math.clamp(seconds, Instant.MIN.getEpochSecond() + 4, Instant.MAX.getEpochSecond() - 4);
            return Instant.ofEpochSecond(within, nanos);
        }

        @Override
        public int wireType() {
            return LENGTH;
        }

        @Override
        public Instant read(ProtoReader in, Instant before) throws DecodeException {
            return STAMP.read(in.message());
        }

        @Override
        public void write(ProtoWriter out, int number, Instant value) {
            out.tag(number, LENGTH);
            out.delimited(STAMP.write(value));
        }
    }

    private record One<M>(ProtoCodec<M> codec) implements Kind<@Nullable M> {
        @Override
        public int wireType() {
            return LENGTH;
        }

        @Override
        public @Nullable M absent() {
            return null;
        }

        @Override
        public M read(ProtoReader in, @Nullable M before) throws DecodeException {
            return codec.read(in.message());
        }

        @Override
        public void write(ProtoWriter out, int number, @Nullable M value) {
            if (value != null) {
                out.tag(number, LENGTH);
                out.delimited(codec.write(value));
            }
        }
    }

    /// Texts one by one, each with the field's number; an empty one among them counts.
    private record Texts() implements Kind<List<String>> {
        @Override
        public int wireType() {
            return LENGTH;
        }

        @Override
        public List<String> absent() {
            return new ArrayList<>();
        }

        @Override
        public List<String> read(ProtoReader in, List<String> before) throws DecodeException {
            before.add(in.text());
            return before;
        }

        @Override
        public void write(ProtoWriter out, int number, List<String> value) {
            for (String each : value) {
                out.tag(number, LENGTH);
                out.delimited(each.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /// Messages likewise.
    private record Messages<M>(ProtoCodec<M> codec) implements Kind<List<M>> {
        @Override
        public int wireType() {
            return LENGTH;
        }

        @Override
        public List<M> absent() {
            return new ArrayList<>();
        }

        @Override
        public List<M> read(ProtoReader in, List<M> before) throws DecodeException {
            before.add(codec.read(in.message()));
            return before;
        }

        @Override
        public void write(ProtoWriter out, int number, List<M> value) {
            for (M each : value) {
                out.tag(number, LENGTH);
                out.delimited(codec.write(each));
            }
        }
    }
}
