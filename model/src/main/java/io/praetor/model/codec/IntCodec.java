package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// 32-bit integers.
final class IntCodec implements Codec<Integer> {
    @Override
    public void writeJson(JsonGenerator out, Integer value) throws IOException {
        out.writeNumber(value.intValue());
    }

    @Override
    public Integer readJson(JsonInput in) throws IOException, DecodeException {
        long value = Int64Codec.read(in, false, typeName());
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
