package io.praetor.model.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StructCodecTest {
    record Sample(
            String name,
            long size,
            @Nullable List<String> tags,
            @Nullable Bytes value,
            boolean on) {}

    static final StructCodec<Sample> CODEC = StructCodec.<Sample>of("Sample")
            .field("Name", Codecs.TEXT, Sample::name)
            .field("Size", Codecs.UINT64, Sample::size)
            .field("Tags", Codecs.TEXTS, Sample::tags)
            .field("Value", Codecs.BYTES, Sample::value)
            .field("On", Codecs.BOOL, Sample::on)
            .omitEmpty()
            .build(v -> new Sample(v.next(), v.next(), v.next(), v.next(), v.next()));

    @Test
    void printsFieldsInOrderAndOmitsWhatIsEmpty() {
        Sample sample = new Sample("<a&b>\u2028\b", -1, null, Bytes.of("hi"), false);

        assertThat(Json.text(CODEC, sample))
                .isEqualTo(
                        "{\"Name\":\"\\u003ca\\u0026b\\u003e\\u2028\\u0008\",\"Size\":18446744073709551615,\"Tags\":null,\"Value\":\"aGk=\"}");
    }

    @Test
    void indentsByFourSpacesAndEndsWithANewline() {
        Sample sample = new Sample("a", 1, List.of(), null, true);

        assertThat(new String(Json.pretty(CODEC, sample), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\n    \"Name\": \"a\",\n    \"Size\": 1,\n    \"Tags\": [],\n    \"Value\": null,\n    \"On\": true\n}\n");
    }

    @Test
    void readsKeysInAnyCaseAndIgnoresWhatFollows() throws DecodeException {
        Sample read = Json.parse(
                CODEC,
                "{\"NAME\":\"x\",\"tags\":[\"t\"],\"value\":\"aGk=\"} trailing".getBytes(StandardCharsets.UTF_8));

        assertThat(read).isEqualTo(new Sample("x", 0, List.of("t"), Bytes.of("hi"), false));
    }

    @Test
    void saysWhatIsWrongInTheOriginalsWords() {
        assertThatThrownBy(() -> parse("{\"foo\":1}")).hasMessage("json: unknown field \"foo\"");
        assertThatThrownBy(() -> parse("{\"Size\":\"x\"}"))
                .hasMessage("json: cannot unmarshal string into Go struct field .Size of type uint64");
        assertThatThrownBy(() -> parse("{\"Name\":")).hasMessage("unexpected EOF");
        assertThatThrownBy(() -> parse("")).hasMessage("EOF");
        assertThatThrownBy(() -> parse("{\"Size\":-1}"))
                .hasMessage("json: cannot unmarshal number -1 into Go struct field .Size of type uint64");
    }

    @Test
    void packsEveryFieldInByteOrderOfTheNames() throws DecodeException {
        Sample sample = new Sample("a", 300, List.of(), null, true);

        byte[] packed = CODEC.pack(sample);

        assertThat(HexFormat.of().formatHex(packed))
                .isEqualTo("85a44e616d65a161a24f6ec3a453697a65cd012ca45461677390a556616c7565c0");
        assertThat(CODEC.unpack(new PackReader(packed))).isEqualTo(sample);
    }

    @Test
    void keepsBytesThatAreNotUtf8InTexts() throws DecodeException {
        byte[] packed = {(byte) 0x81, (byte) 0xa4, 'N', 'a', 'm', 'e', (byte) 0xa3, 'a', (byte) 0xff, 'b'};

        Sample read = CODEC.unpack(new PackReader(packed));

        assertThat(new PackReader(CODEC.pack(read)).any())
                .hasToString("{Name=" + read.name() + ", On=false, Size=0, Tags=null, Value=null}");
        assertThat(Json.text(Codecs.TEXT, read.name())).isEqualTo("\"a\uFFFDb\"");
        PackWriter out = new PackWriter();
        out.text(read.name());
        assertThat(out.toBytes()).containsExactly(0xa3, 'a', 0xff, 'b');
    }

    private static Sample parse(String json) throws DecodeException {
        return Json.parse(CODEC, json.getBytes(StandardCharsets.UTF_8));
    }
}
