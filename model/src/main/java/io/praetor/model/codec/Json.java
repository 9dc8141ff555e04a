package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// JSON as the original prints and reads it (`http-api.md` §1.1, §1.2): compact or with 4-space indent, `<`, `>`, `&`,
/// U+2028 and U+2029 escaped, times and numbers in its forms.
public final class Json {
    /// How deep JSON may nest.
    public static final int MAX_DEPTH = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(128 << 20)
                    .maxNumberLength(400)
                    .build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build()
            .setCharacterEscapes(new Escapes());

    private Json() {}

    /// The value as compact JSON.
    public static <T extends @Nullable Object> byte[] compact(Codec<T> codec, T value) {
        return write(codec, value, false);
    }

    /// The value as JSON with 4-space indent, and a final newline as the original's `?pretty` has it.
    public static <T extends @Nullable Object> byte[] pretty(Codec<T> codec, T value) {
        return write(codec, value, true);
    }

    private static <T extends @Nullable Object> byte[] write(Codec<T> codec, T value, boolean pretty) {
        try (ByteArrayBuilder out = new ByteArrayBuilder(512)) {
            try (JsonGenerator json = generator(out, pretty)) {
                codec.writeJson(json, value);
            }
            if (pretty) {
                out.append('\n');
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    /// The value as compact JSON text, for messages and tests.
    public static <T extends @Nullable Object> String text(Codec<T> codec, T value) {
        return new String(compact(codec, value), StandardCharsets.UTF_8);
    }

    /// A generator in the original's dialect over the stream; closing it flushes but leaves the stream open.
    public static JsonGenerator generator(OutputStream out, boolean pretty) throws IOException {
        JsonGenerator json = FACTORY.createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        if (pretty) {
            json.setPrettyPrinter(new Pretty());
        }
        return json;
    }

    /// Reads one value; what follows it is ignored, as the original does. Unknown keys are an error.
    public static <T extends @Nullable Object> T parse(Codec<T> codec, byte[] json) throws DecodeException {
        return parse(codec, json, true);
    }

    /// Reads one value; what follows it is ignored.
    ///
    /// @param strict whether unknown keys are an error
    public static <T extends @Nullable Object> T parse(Codec<T> codec, byte[] json, boolean strict)
            throws DecodeException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            JsonInput in = new JsonInput(parser, strict);
            in.first();
            return codec.readJson(in);
        } catch (IOException e) {
            throw JsonInput.syntax(e);
        }
    }

    /// A number as the original prints a float64: shortest digits, exponent only below 1e-6 and from 1e21.
    public static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
        }
        double size = Math.abs(value);
        if (size >= 1e-6 && size < 1e21) {
            return new java.math.BigDecimal(Double.toString(value))
                    .toPlainString()
                    .replaceFirst("\\.0$", "");
        }
        String text = Double.toString(value).toLowerCase(Locale.ROOT).replace(".0e", "e");
        return text.contains("e-") ? text : text.replace("e", "e+");
    }

    /// Go escapes HTML characters and writes control characters in lower case.
    private static final class Escapes extends CharacterEscapes {
        private static final long serialVersionUID = 1;
        private static final SerializableString LINE_SEPARATOR = new SerializedString("\\u2028");
        private static final SerializableString PARAGRAPH_SEPARATOR = new SerializedString("\\u2029");
        private static final SerializableString[] ASCII = new SerializableString[128];
        private static final int[] CODES = standardAsciiEscapesForJSON();

        static {
            for (int c = 0; c < 128; c++) {
                boolean control = c < 0x20 && c != '\n' && c != '\r' && c != '\t';
                boolean custom = control || c == '<' || c == '>' || c == '&';
                if (custom) {
                    CODES[c] = ESCAPE_CUSTOM;
                    ASCII[c] = new SerializedString(
                            "\\u00" + Character.forDigit(c >> 4, 16) + Character.forDigit(c & 15, 16));
                }
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return CODES.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return c < 128 ? ASCII[c] : c == 0x2028 ? LINE_SEPARATOR : c == 0x2029 ? PARAGRAPH_SEPARATOR : null;
        }
    }

    /// `"key": value`, 4 spaces, and nothing between the brackets of what is empty.
    private static final class Pretty extends DefaultPrettyPrinter {
        private static final long serialVersionUID = 1;
        private static final DefaultIndenter INDENT = new DefaultIndenter("    ", "\n");

        Pretty() {
            super(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""));
            indentArraysWith(INDENT);
            indentObjectsWith(INDENT);
        }
    }
}
