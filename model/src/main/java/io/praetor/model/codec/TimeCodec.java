package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import io.praetor.model.GoTime;
import java.io.IOException;
import java.time.Instant;

/// Points in time; RFC 3339 in JSON, 15 bytes in MessagePack.
final class TimeCodec implements Codec<Instant> {
    @Override
    public void writeJson(JsonGenerator out, Instant value) throws IOException {
        out.writeString(GoTime.format(value));
    }

    @Override
    public Instant readJson(JsonInput in) throws IOException, DecodeException {
        if (in.isNull()) {
            return GoTime.ZERO;
        }
        if (in.parser().currentToken() != JsonToken.VALUE_STRING) {
            throw in.mismatch(typeName());
        }
        String text = in.parser().getText();
        try {
            return java.time.OffsetDateTime.parse(text).toInstant();
        } catch (java.time.format.DateTimeParseException e) {
            throw new DecodeException("parsing time \"" + text + "\": " + e.getMessage(), e);
        }
    }

    @Override
    public void pack(PackWriter out, Instant value) {
        out.raw(GoTime.toBytes(value));
    }

    @Override
    public Instant unpack(PackReader in) throws DecodeException {
        byte[] raw = in.raw();
        try {
            return raw == null ? GoTime.ZERO : GoTime.fromBytes(raw);
        } catch (IllegalArgumentException noTime) {
            throw new DecodeException(String.valueOf(noTime.getMessage()), noTime);
        }
    }

    @Override
    public Instant zero() {
        return GoTime.ZERO;
    }

    @Override
    public boolean isEmpty(Instant value) {
        return false; // a struct to the original's encoder, which never omits one
    }

    @Override
    public String typeName() {
        return "time.Time";
    }
}
