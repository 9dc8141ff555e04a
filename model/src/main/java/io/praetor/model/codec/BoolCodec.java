package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// `true` and `false`.
final class BoolCodec implements Codec<Boolean> {
    private final boolean unsaid;

    /// @param unsaid what it is when nothing was said
    BoolCodec(boolean unsaid) {
        this.unsaid = unsaid;
    }

    @Override
    public void writeJson(JsonGenerator out, Boolean value) throws IOException {
        out.writeBoolean(value);
    }

    @Override
    public Boolean readJson(JsonInput in) throws IOException, DecodeException {
        return switch (in.parser().currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> unsaid;
            case null, default -> throw in.mismatch(typeName());
        };
    }

    @Override
    public void pack(PackWriter out, Boolean value) {
        out.bool(value);
    }

    @Override
    public Boolean unpack(PackReader in) throws DecodeException {
        return in.bool();
    }

    @Override
    public Boolean zero() {
        return unsaid;
    }

    @Override
    public boolean isEmpty(Boolean value) {
        return value == unsaid;
    }

    @Override
    public String typeName() {
        return "bool";
    }
}
