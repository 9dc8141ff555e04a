package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import io.praetor.model.ByteText;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Maps with texts for keys, written in their order.
record MappingCodec<T extends @Nullable Object>(Codec<T> element) implements Codec<@Nullable Map<String, T>> {
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
