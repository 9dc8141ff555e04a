package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;

/// 64-bit integers, signed or not.
record Int64Codec(boolean unsigned) implements Codec<Long> {
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
        return read(in, unsigned, typeName());
    }

    /// @param type what error texts call it
    static long read(JsonInput in, boolean unsigned, String type) throws IOException, DecodeException {
        JsonToken token = in.parser().currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return 0L;
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            throw in.range(in.parser().getText(), type);
        }
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw in.mismatch(type);
        }
        BigInteger big = in.parser().getBigIntegerValue();
        boolean fits = unsigned ? big.signum() >= 0 && big.compareTo(TOO_LARGE) < 0 : big.bitLength() < 64;
        if (!fits) {
            throw in.range(big.toString(), type);
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
