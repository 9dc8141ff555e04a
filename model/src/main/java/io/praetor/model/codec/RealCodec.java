package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// Floating point numbers.
final class RealCodec implements Codec<Double> {
    @Override
    public void writeJson(JsonGenerator out, Double value) throws IOException {
        out.writeNumber(Json.number(value));
    }

    @Override
    public Double readJson(JsonInput in) throws IOException, DecodeException {
        if (in.isNull()) {
            return 0.0;
        }
        if (in.parser().currentToken() != null && in.parser().currentToken().isNumeric()) {
            double value = in.parser().getDoubleValue();
            if (Double.isInfinite(value)) {
                throw in.range(in.parser().getText(), typeName());
            }
            return value;
        }
        throw in.mismatch(typeName());
    }

    @Override
    public void pack(PackWriter out, Double value) {
        out.real(value);
    }

    @Override
    public Double unpack(PackReader in) throws DecodeException {
        return in.real();
    }

    @Override
    public Double zero() {
        return 0.0;
    }

    @Override
    public boolean isEmpty(Double value) {
        return value == 0;
    }

    @Override
    public String typeName() {
        return "float64";
    }
}
