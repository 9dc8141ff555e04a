package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import io.praetor.model.ByteText;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whatever comes: what JSON can say, as plain objects of the JDK.
final class AnyCodec implements Codec<@Nullable Object> {
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

    private static Map<?, ?> sorted(Map<?, ?> map) {
        return map instanceof SortedMap ? map : new TreeMap<>(map);
    }
}
