package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A record described once, field by field in JSON order, for both forms.
///
/// JSON keys match without regard to case, the last one wins. MessagePack writes every field (but see
/// [Builder#sparse]) in ascending byte order of the names, and reading ignores unknown ones and accepts missing ones
/// (`rpc.md` §4.2).
///
/// ```java
/// static final StructCodec<Weights> CODEC = StructCodec.<Weights>of("Weights")
///         .field("Passing", Codecs.INT, Weights::passing)
///         .field("Warning", Codecs.INT, Weights::warning)
///         .build(v -> new Weights(v.next(), v.next()));
/// ```
///
/// @param <T> the record
public final class StructCodec<T> implements Codec<T> {
    private final String name;
    private final List<Field<T, ?>> fields;
    private final List<Field<T, ?>> packed;
    private final List<Field<T, ?>> sparse;
    private final Map<String, Integer> places;
    private final Map<String, Integer> packPlaces;
    private final Function<Values, T> constructor;
    private final T zero;

    private StructCodec(Builder<T> builder, Function<Values, T> constructor) {
        name = builder.name;
        fields = List.copyOf(builder.fields);
        packed = fields.stream()
                .filter(f -> f.inPack)
                .sorted(Comparator.comparing(f -> f.name))
                .toList();
        sparse = packed.stream().filter(f -> f.sparse).toList();
        this.constructor = constructor;
        places = new HashMap<>();
        packPlaces = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            Field<T, ?> field = fields.get(i);
            if (field.inJson) {
                places.put(field.name, i);
                places.put(lower(field.name), i);
                for (String alias : field.aliases) {
                    places.put(lower(alias), i);
                }
            }
            if (field.inPack) {
                packPlaces.put(field.name, i);
            }
        }
        zero = constructor.apply(zeros());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// Starts the description of a record.
    ///
    /// @param name the original's name of the structure (`rpc-structs.md`)
    public static <T> Builder<T> of(String name) {
        return new Builder<>(name);
    }

    private Values zeros() {
        @Nullable Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(i).codec.zero();
        }
        return new Values(values);
    }

    /// The fields that JSON shows, in order.
    public List<Field<T, ?>> fields() {
        return fields;
    }

    /// The JSON field with exactly this name, or null.
    public @Nullable Field<T, ?> field(String fieldName) {
        for (Field<T, ?> field : fields) {
            if (field.inJson && field.name.equals(fieldName)) {
                return field;
            }
        }
        return null;
    }

    @Override
    public void writeJson(JsonGenerator out, T value) throws IOException {
        out.writeStartObject();
        for (Field<T, ?> field : fields) {
            field.writeJson(out, value);
        }
        out.writeEndObject();
    }

    @Override
    public T readJson(JsonInput in) throws IOException, DecodeException {
        JsonParser parser = in.parser();
        if (in.isNull()) {
            return zero;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw in.mismatch(name);
        }
        Values values = zeros();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Integer place = places.get(key);
            if (place == null) {
                place = places.get(lower(key));
            }
            parser.nextToken();
            if (place == null) {
                if (in.strict()) {
                    throw new DecodeException("json: unknown field \"" + key + "\"");
                }
                parser.skipChildren();
                continue;
            }
            Field<T, ?> field = fields.get(place);
            String outer = in.enter(field.name);
            values.slots[place] = field.codec.readJson(in);
            in.leave(outer);
        }
        return constructor.apply(values);
    }

    @Override
    public void pack(PackWriter out, T value) {
        int size = packed.size();
        for (Field<T, ?> field : sparse) {
            if (field.isAbsent(value)) {
                size--;
            }
        }
        out.mapHead(size);
        for (Field<T, ?> field : packed) {
            if (!field.isAbsent(value)) {
                field.pack(out, value);
            }
        }
    }

    /// The value as MessagePack bytes.
    public byte[] pack(T value) {
        PackWriter out = new PackWriter();
        pack(out, value);
        return out.toBytes();
    }

    @Override
    public T unpack(PackReader in) throws DecodeException {
        int size = in.mapHead();
        if (size < 0) {
            return zero;
        }
        Values values = zeros();
        for (int i = 0; i < size; i++) {
            Integer place = packPlaces.get(in.text());
            if (place == null) {
                in.skip();
            } else {
                values.slots[place] = fields.get(place).codec.unpack(in);
            }
        }
        in.leave();
        return constructor.apply(values);
    }

    @Override
    public T zero() {
        return zero;
    }

    @Override
    public boolean isEmpty(T value) {
        return false;
    }

    @Override
    public String typeName() {
        return name;
    }

    /// One field of a record: its name, how its values travel, and how to get it.
    ///
    /// @param <T> the record
    /// @param <V> the field's type
    public static final class Field<T, V extends @Nullable Object> {
        private final String name;
        private final SerializableString jsonName;
        private final byte[] packName;
        private final Codec<V> codec;
        private final Function<T, V> getter;
        private final boolean omitEmpty;
        private final boolean inJson;
        private final boolean inPack;
        private final boolean sparse;
        private final List<String> aliases;

        private Field(
                Codec<V> codec,
                Function<T, V> getter,
                String name,
                boolean omitEmpty,
                boolean inJson,
                boolean inPack,
                boolean sparse,
                List<String> aliases) {
            this.name = name;
            this.codec = codec;
            this.getter = getter;
            this.omitEmpty = omitEmpty;
            this.inJson = inJson;
            this.inPack = inPack;
            this.sparse = sparse;
            this.aliases = aliases;
            jsonName = new SerializedString(name);
            PackWriter packed = new PackWriter();
            packed.text(name);
            packName = packed.toBytes();
        }

        /// The field's name.
        public String name() {
            return name;
        }

        /// How its values travel.
        public Codec<V> codec() {
            return codec;
        }

        /// Its value in a record.
        public V get(T value) {
            return getter.apply(value);
        }

        private void writeJson(JsonGenerator out, T value) throws IOException {
            if (!inJson) {
                return;
            }
            V v = getter.apply(value);
            if (omitEmpty && codec.isEmpty(v)) {
                return;
            }
            out.writeFieldName(jsonName);
            codec.writeJson(out, v);
        }

        private void pack(PackWriter out, T value) {
            out.rawBytes(packName);
            codec.pack(out, getter.apply(value));
        }

        private boolean isAbsent(T value) {
            return sparse && codec.isEmpty(getter.apply(value));
        }

        private <O> Field<O, V> within(Function<O, T> outer) {
            return new Field<>(
                    codec, value -> getter.apply(outer.apply(value)), name, omitEmpty, inJson, inPack, sparse, aliases);
        }

        private Field<T, V> with(boolean omit, boolean json, boolean pack, List<String> names) {
            return new Field<>(codec, getter, name, omit, json, pack, sparse, names);
        }

        private Field<T, V> asSparse() {
            return new Field<>(codec, getter, name, omitEmpty, inJson, inPack, true, aliases);
        }
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

        /// The record whose fields were embedded at this place.
        public <V> V embedded(StructCodec<V> codec) {
            return codec.constructor.apply(this);
        }
    }

    /// Describes a record; [#omitEmpty], [#sparse], [#jsonOnly], [#packOnly] and [#alias] speak of the field named
    /// last.
    ///
    /// @param <T> the record
    public static final class Builder<T> {
        private final String name;
        private final List<Field<T, ?>> fields = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        /// A field, in the order of the record's components and of its JSON.
        public <V extends @Nullable Object> Builder<T> field(String fieldName, Codec<V> codec, Function<T, V> getter) {
            fields.add(new Field<>(codec, getter, fieldName, false, true, true, false, List.of()));
            return this;
        }

        /// All fields of another record, flat among this one's; [Values#embedded] takes them back together.
        public <E> Builder<T> embed(StructCodec<E> codec, Function<T, E> getter) {
            for (Field<E, ?> field : codec.fields) {
                fields.add(field.within(getter));
            }
            return this;
        }

        /// JSON leaves the field out when it is empty.
        public Builder<T> omitEmpty() {
            Field<T, ?> last = fields.removeLast();
            fields.add(last.with(true, last.inJson, last.inPack, last.aliases));
            return this;
        }

        /// MessagePack leaves the field out when it is empty: the original of this version does not know it.
        public Builder<T> sparse() {
            fields.add(fields.removeLast().asSparse());
            return this;
        }

        /// The field is not part of the MessagePack form.
        public Builder<T> jsonOnly() {
            Field<T, ?> last = fields.removeLast();
            fields.add(last.with(last.omitEmpty, true, false, last.aliases));
            return this;
        }

        /// The field is not part of JSON.
        public Builder<T> packOnly() {
            Field<T, ?> last = fields.removeLast();
            fields.add(last.with(last.omitEmpty, false, true, last.aliases));
            return this;
        }

        /// Other names under which JSON input may give the field.
        public Builder<T> alias(String... names) {
            Field<T, ?> last = fields.removeLast();
            fields.add(last.with(
                    last.omitEmpty, last.inJson, last.inPack, Collections.unmodifiableList(Arrays.asList(names))));
            return this;
        }

        /// Ends the description.
        ///
        /// @param constructor makes the record from its fields, calling [Values#next()] once a field in order
        public StructCodec<T> build(Function<Values, T> constructor) {
            return new StructCodec<>(this, constructor);
        }
    }
}
