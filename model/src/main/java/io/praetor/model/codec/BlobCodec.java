package io.praetor.model.codec;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import io.praetor.model.Bytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Bytes; base64 in JSON.
final class BlobCodec implements Codec<@Nullable Bytes> {
    @Override
    public void writeJson(JsonGenerator out, @Nullable Bytes value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else {
            out.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, value.array(), 0, value.length());
        }
    }

    @Override
    public @Nullable Bytes readJson(JsonInput in) throws IOException, DecodeException {
        if (in.isNull()) {
            return null;
        }
        if (in.parser().currentToken() != JsonToken.VALUE_STRING) {
            throw in.mismatch("[]uint8");
        }
        try {
            return Bytes.of(in.parser().getBinaryValue(Base64Variants.MIME_NO_LINEFEEDS));
        } catch (JsonParseException | IllegalArgumentException e) {
            throw new DecodeException("illegal base64 data: " + e.getMessage(), e);
        }
    }

    @Override
    public void pack(PackWriter out, @Nullable Bytes value) {
        if (value == null) {
            out.nil();
        } else {
            out.raw(value.array());
        }
    }

    @Override
    public @Nullable Bytes unpack(PackReader in) throws DecodeException {
        byte[] raw = in.raw();
        return raw == null ? null : Bytes.of(raw);
    }

    @Override
    public @Nullable Bytes zero() {
        return null;
    }

    @Override
    public boolean isEmpty(@Nullable Bytes value) {
        return value == null || value.length() == 0;
    }

    @Override
    public String typeName() {
        return "[]uint8";
    }
}
