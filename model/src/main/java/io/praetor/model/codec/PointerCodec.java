package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Values that may be missing.
record PointerCodec<T>(Codec<T> target) implements Codec<@Nullable T> {
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
