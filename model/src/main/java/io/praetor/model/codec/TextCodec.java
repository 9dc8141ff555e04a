package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import io.praetor.model.ByteText;
import java.io.IOException;

/// Text; bytes that are no UTF-8 survive it.
final class TextCodec implements Codec<String> {
    @Override
    public void writeJson(JsonGenerator out, String value) throws IOException {
        out.writeString(ByteText.printable(value));
    }

    @Override
    public String readJson(JsonInput in) throws IOException, DecodeException {
        if (in.parser().currentToken() == JsonToken.VALUE_STRING) {
            return in.parser().getText();
        }
        if (in.isNull()) {
            return "";
        }
        throw in.mismatch(typeName());
    }

    @Override
    public void pack(PackWriter out, String value) {
        out.text(value);
    }

    @Override
    public String unpack(PackReader in) throws DecodeException {
        return in.text();
    }

    @Override
    public String zero() {
        return "";
    }

    @Override
    public boolean isEmpty(String value) {
        return value.isEmpty();
    }

    @Override
    public String typeName() {
        return "string";
    }
}
