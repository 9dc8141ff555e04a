package io.praetor.cli.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateScanTest {
    private static final String HEADER = "81a94c617374496e6465781e";

    @ParameterizedTest
    @CsvSource({
        "c0",
        "c2",
        "c3",
        "7f",
        "e0",
        "cc01",
        "cd0001",
        "ce00000001",
        "cf0000000000000001",
        "d0ff",
        "d1ffff",
        "d2ffffffff",
        "d3ffffffffffffffff",
        "ca00000000",
        "cb0000000000000000",
        "a0",
        "a3616263",
        "d903616263",
        "da0003616263",
        "db00000003616263",
        "c403616263",
        "c50003616263",
        "c600000003616263",
        "90",
        "93010203",
        "dc000101",
        "dd0000000101",
        "80",
        "81a16101",
        "de0001a16101",
        "df00000001a16101",
        "d401ff",
        "d501ffff",
        "d601ffffffff",
        "d701ffffffffffffffff",
        "c70201ffff",
        "c8000201ffff",
        "c90000000201ffff",
        "9281a1619101c0",
    })
    void findsTheEndOfEveryFormOfValue(String value) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(HEADER + "02" + value + "10" + value);

        // in pieces of every size
        for (int piece = 1; piece <= bytes.length; piece++) {
            StateScan scan = new StateScan();
            for (int at = 0; at < bytes.length; at += piece) {
                scan.write(bytes, at, Math.min(piece, bytes.length - at));
            }
            scan.finish();

            int record = 1 + value.length() / 2;
            assertThat(scan.kinds())
                    .containsExactlyInAnyOrder(
                            new StateScan.Kind("KVS", 12 + record, 1), new StateScan.Kind("Index", record, 1));
        }
    }

    @Test
    void refusesAStateThatEndsInARecord() {
        StateScan scan = new StateScan();
        byte[] bytes = HexFormat.of().parseHex(HEADER + "0281a161");
        scan.write(bytes, 0, bytes.length);

        assertThatThrownBy(scan::finish).isInstanceOf(IOException.class).hasMessage("unexpected EOF");
    }

    @Test
    void refusesAByteThatBeginsNoValue() {
        StateScan scan = new StateScan();
        byte[] bytes = HexFormat.of().parseHex(HEADER + "02c1");
        scan.write(bytes, 0, bytes.length);

        assertThatThrownBy(scan::finish).hasMessage("unexpected byte 0xc1 at offset 13");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyBytesAreCountedOrRefused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            StateScan scan = new StateScan();
            scan.write(bytes, 0, bytes.length);
            try {
                scan.finish();
                assertThat(scan.total()).isEqualTo(bytes.length);
            } catch (IOException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0B", "68, 68B", "1023, 1023B", "1024, 1KB", "6349, 6.2KB", "1048576, 1MB", "1610612736, 1.5GB"})
    void printsSizesForPeople(long size, String text) {
        assertThat(SnapshotInspect.bytes(size)).isEqualTo(text);
    }
}
