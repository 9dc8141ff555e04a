package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.praetor.model.GoDuration;
import java.io.IOException;

/// Durations in nanoseconds; in JSON a number, or a text where the field says so.
record DurationCodec(boolean asText) implements Codec<Long> {
    @Override
    public void writeJson(JsonGenerator out, Long value) throws IOException {
        if (asText) {
            out.writeString(GoDuration.format(value));
        } else {
            out.writeNumber(value.longValue());
        }
    }

    @Override
    public Long readJson(JsonInput in) throws IOException, DecodeException {
        JsonToken token = in.parser().currentToken();
        if (token == JsonToken.VALUE_STRING) {
            String text = in.parser().getText();
            try {
                // The original reads an empty text as no duration.
                return text.isEmpty() ? 0L : GoDuration.parse(text);
            } catch (IllegalArgumentException e) {
                throw new DecodeException(String.valueOf(e.getMessage()), e);
            }
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return (long) in.parser().getDoubleValue();
        }
        try {
            return Codecs.INT64.readJson(in);
        } catch (InputCoercionException e) {
            throw in.mismatch("time.Duration");
        }
    }

    @Override
    public void pack(PackWriter out, Long value) {
        out.integer(value);
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
        return "time.Duration";
    }
}
