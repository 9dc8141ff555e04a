package io.praetor.model.proto;

import com.fasterxml.jackson.core.JsonGenerator;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.JsonInput;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import java.io.IOException;

/// A message within one MessagePack byte string. It has no form in JSON.
record PackedMessage<T>(ProtoCodec<T> message, String typeName) implements Codec<T> {
    @Override
    public void pack(PackWriter out, T value) {
        out.raw(message.write(value));
    }

    @Override
    public T unpack(PackReader in) throws DecodeException {
        byte[] bytes = in.raw();
        return message.read(bytes == null ? new byte[0] : bytes);
    }

    @Override
    public T zero() {
        try {
            return message.read(new byte[0]);
        } catch (DecodeException e) {
            throw new IllegalStateException("a message of nothing is one", e);
        }
    }

    @Override
    public boolean isEmpty(T value) {
        return false;
    }

    @Override
    public void writeJson(JsonGenerator out, T value) throws IOException {
        throw new IOException(typeName + " has no form in JSON");
    }

    @Override
    public T readJson(JsonInput in) throws DecodeException {
        throw new DecodeException(typeName + " has no form in JSON");
    }
}
