package io.praetor.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.dns.Request.Verdict;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {
    private static final String QUESTION = "026462077365727669636506636f6e73756c0000010001";

    private final Request request = new Request();

    private Verdict read(String hex) {
        byte[] packet = HexFormat.of().parseHex(hex);
        return request.read(packet, packet.length);
    }

    @ParameterizedTest
    @CsvSource({
        "'', IGNORED",
        "00, IGNORED",
        "123401000001, IGNORED",
        "123401000001000000000000, NOTHING_ASKED",
        "123401000000000000000000, MALFORMED",
        "123401000002000000000000" + QUESTION + QUESTION + ", MALFORMED",
        "123481800001000000000000" + QUESTION + ", IGNORED",
        "123410000001000000000000" + QUESTION + ", UNKNOWN_OPERATION",
        "123428000001000000000000" + QUESTION + ", UNKNOWN_OPERATION",
        "123420000001000000000000" + QUESTION + ", ASKS",
        "1234010000010000000000003f616263, MALFORMED",
        "123401000001000000000000c00c00010001, MALFORMED",
        "123401000001000000000000" + QUESTION + "6a756e6b, ASKS",
        "123401000001000100000000" + QUESTION + "0178000001000100000000000401020304, ASKS",
        "123401000001000100000000" + QUESTION + "0178000001000100000000000901020304, MALFORMED",
        "123401000001000200000000" + QUESTION + ", MALFORMED",
        "123401000001000100000000" + QUESTION + ", ASKS",
        "123401000001000000000003" + QUESTION + ", MALFORMED",
        "1234010000010000000000000000010001, ASKS",
        "12340100000100000000000000, ASKS",
        "1234010000010000000000000000, MALFORMED",
        "123401000001000000000000000001, ASKS"
    })
    void judgesPackets(String hex, Verdict verdict) {
        assertThat(read(hex)).isEqualTo(verdict);
    }

    @Test
    void readsWhatIsAsked() {
        read("abcd01100001000000000000" + QUESTION);

        assertThat(request.id()).isEqualTo(0xabcd);
        assertThat(request.type()).isEqualTo(1);
        assertThat(request.klass()).isEqualTo(1);
        assertThat(WireName.labels(request.bytes(), request.nameOffset())).containsExactly("db", "service", "consul");
        assertThat(request.hasEdns()).isFalse();
    }

    @Test
    void readsEdnsAndTheClientsNetwork() {
        assertThat(read("123401000001000000000001" + QUESTION + "00002910000000000000" + "0b" + "00080007000118" + "00"
                        + "c00002"))
                .isEqualTo(Verdict.ASKS);

        assertThat(request.udpSize()).isEqualTo(4096);
        assertThat(request.subnet()).isEqualTo(InetAddress.ofLiteral("192.0.2.0"));
    }

    @ParameterizedTest
    @CsvSource({
        // two OPT records
        QUESTION + "0000291000000000000000" + "0000291000000000000000",
        // a prefix longer than its address
        QUESTION + "0000291000000000" + "00000b" + "00080007000121" + "00" + "c00002",
        // options that run past the record
        QUESTION + "0000291000000000" + "000004" + "00080007"
    })
    void refusesEdnsThatMakesNoSense(String rest) {
        assertThat(read("123401000001000000000002" + rest)).isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void survivesAnything() {
        Random random = new Random(42);
        byte[] good = HexFormat.of()
                .parseHex("123401000001000000000001" + QUESTION + "0000291000000000" + "00000b" + "00080007000118"
                        + "00" + "c00002");
        for (int i = 0; i < 200_000; i++) {
            byte[] packet;
            if (i % 2 == 0) {
                packet = new byte[random.nextInt(64)];
                random.nextBytes(packet);
            } else {
                packet = java.util.Arrays.copyOf(good, random.nextInt(good.length + 4));
                for (int flips = random.nextInt(4); flips > 0 && packet.length > 0; flips--) {
                    packet[random.nextInt(packet.length)] = (byte) random.nextInt();
                }
            }
            if (request.read(packet, packet.length) == Verdict.ASKS) {
                assertThat(request.nameLength()).isBetween(1, 255);
                WireName.labels(request.bytes(), request.nameOffset());
                request.subnet();
            }
        }
    }
}
