package io.praetor.rpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackWriter;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HeadersTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void writesARequestAsRecorded() throws DecodeException {
        String recorded = "82a353657106ad536572766963654d6574686f64a94b56532e4170706c79";

        assertThat(new RequestHeader(6, "KVS.Apply").encode()).asHexString().isEqualToIgnoringCase(recorded);
        assertThat(RequestHeader.decode(HEX.parseHex(recorded))).isEqualTo(new RequestHeader(6, "KVS.Apply"));
    }

    @Test
    void writesAResponseAsRecorded() throws DecodeException {
        String recorded = "83a54572726f72a0a353657106ad536572766963654d6574686f64a94b56532e4170706c79";

        assertThat(new ResponseHeader("", 6, "KVS.Apply").encode())
                .asHexString()
                .isEqualToIgnoringCase(recorded);
        assertThat(ResponseHeader.decode(HEX.parseHex(recorded))).isEqualTo(new ResponseHeader("", 6, "KVS.Apply"));
    }

    @Test
    void keepsTheWholeRangeOfANumber() throws DecodeException {
        RequestHeader most = new RequestHeader(-1, "A.B");

        assertThat(RequestHeader.decode(most.encode())).isEqualTo(most);
    }

    @Test
    void passesOverKeysItDoesNotKnow() throws DecodeException {
        PackWriter writer = new PackWriter();
        writer.mapHead(3);
        writer.text("Later");
        writer.listHead(1);
        writer.nil();
        writer.text("ServiceMethod");
        writer.text("A.B");
        writer.text("Seq");
        writer.unsigned(300);

        assertThat(RequestHeader.decode(writer.toBytes())).isEqualTo(new RequestHeader(300, "A.B"));
    }

    @Test
    void refusesARequestWithoutMethod() {
        assertThatThrownBy(() -> RequestHeader.decode(new byte[] {(byte) 0x80})).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> RequestHeader.decode(new byte[] {(byte) 0x90})).isInstanceOf(DecodeException.class);
    }
}
