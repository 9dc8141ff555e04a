package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.function.Supplier;

/// A codec that is not made yet, for records that contain themselves.
record LaterCodec<T>(Supplier<Codec<T>> codec) implements Codec<T> {
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
