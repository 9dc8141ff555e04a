package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists.
@SuppressWarnings("NullAway") // it takes the elements of a List<T> for nullable whatever T is
record ListingCodec<T extends @Nullable Object>(Codec<T> element) implements Codec<@Nullable List<T>> {
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
