package io.praetor.model.autoconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.IssuedCert;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AutoConfigMessagesTest {
    private static final long SEED = 20261127;
    private static final HexFormat HEX = HexFormat.of();
    private static final Instant NOW = Instant.parse("2026-11-27T21:00:00.5Z");

    private static final AutoConfigRequest REQUEST =
            new AutoConfigRequest("dc1", "web-1", "", "the.jwt.itself", "", "csr");

    private static final IssuedCert CERTIFICATE =
            new IssuedCert("01", "pem", "", "", "", "web-1", "spiffe://td/agent", NOW, NOW.plusSeconds(60), 0, 0);

    private static final AutoConfigResponse RESPONSE = new AutoConfigResponse(
            new RemoteConfig(
                    "dc1",
                    "dc0",
                    "web-1",
                    "",
                    new RemoteConfig.Acl(true, "30s", "31s", "32s", "extend-cache", "deny", true, "secret", "2m0s"),
                    new RemoteConfig.Gossip(
                            new RemoteConfig.Encryption("a2V5", true, false), List.of("10.0.0.1", "", "10.0.0.2")),
                    new RemoteConfig.Tls(true, true, "A,B", "tls12", true)),
            new CaRoots("id", "td.consul", List.of(root("id", true), root("older", false))),
            CERTIFICATE,
            List.of("extra"));

    private static CaRoot root(String id, boolean active) {
        return new CaRoot(
                id,
                "name",
                -1,
                "key",
                "ext",
                NOW,
                NOW,
                "root",
                List.of("one", "two"),
                "",
                "",
                active,
                CaRoot.NEVER,
                "ec",
                256,
                0,
                0);
    }

    @Test
    void aRequestIsLaidOutByNumbers() throws Exception {
        byte[] bytes = AutoConfigRequest.PROTO.write(new AutoConfigRequest("dc1", "n", "", "j", "", "c"));

        assertThat(HEX.formatHex(bytes)).isEqualTo("0a03646331" + "12016e" + "2a016a" + "3a0163");
        assertThat(AutoConfigRequest.PROTO.read(bytes)).isEqualTo(new AutoConfigRequest("dc1", "n", "", "j", "", "c"));
    }

    @Test
    void messagesComeBackAsTheyWere() throws Exception {
        assertThat(AutoConfigRequest.PROTO.read(AutoConfigRequest.PROTO.write(REQUEST)))
                .isEqualTo(REQUEST);
        assertThat(AutoConfigResponse.PROTO.read(AutoConfigResponse.PROTO.write(RESPONSE)))
                .isEqualTo(RESPONSE);
    }

    @Test
    void onTheWireAMessageIsOneByteString() throws Exception {
        PackWriter out = new PackWriter();
        AutoConfigRequest.CODEC.pack(out, REQUEST);

        assertThat(new PackReader(out.toBytes()).raw()).isEqualTo(AutoConfigRequest.PROTO.write(REQUEST));
        assertThat(AutoConfigRequest.CODEC.unpack(new PackReader(out.toBytes())))
                .isEqualTo(REQUEST);
    }

    @Test
    void whatIsKeptComesBackWithTheKey() throws Exception {
        AutoConfigResponse kept =
                RESPONSE.with(CERTIFICATE.withPrivateKey("the key"), new CaRoots("", "", List.of(root("new", true))));

        assertThat(Json.parse(AutoConfigResponse.KEPT, Json.compact(AutoConfigResponse.KEPT, kept)))
                .isEqualTo(kept);
    }

    @Test
    void nothingIsAMessageAndSaysNothing() throws Exception {
        assertThat(AutoConfigResponse.PROTO.read(new byte[0]))
                .isEqualTo(new AutoConfigResponse(null, null, null, List.of()));
    }

    @Test
    void unknownFieldsOfEveryKindArePassedOver() throws Exception {
        byte[] known = AutoConfigRequest.PROTO.write(REQUEST);
        byte[] unknown = HEX.parseHex("f806ffffffff0f" + "f1060102030405060708" + "fa0603616263" + "fd0601020304");
        byte[] both = Arrays.copyOf(unknown, unknown.length + known.length);
        System.arraycopy(known, 0, both, unknown.length, known.length);

        assertThat(AutoConfigRequest.PROTO.read(both)).isEqualTo(REQUEST);
    }

    @Test
    void theLastOfSeveralWins() throws Exception {
        assertThat(AutoConfigRequest.PROTO.read(HEX.parseHex("120161120162")).node())
                .isEqualTo("b");
    }

    @Test
    void whatIsNoMessageIsRefused() {
        refused("12ff", "it ends too soon");
        refused("12ffffffffffffffffffff01", "a number of more than 64 bits");
        refused("1202", "it ends too soon");
        refused("1201ff", "no UTF-8");
        refused("0001", "a field with the number 0");
        refused("1001", "field 2 with wire type 0");
        refused("13", "wire type 3");
        refused("fd06010203", "it ends too soon");
    }

    private static void refused(String hex, String why) {
        assertThatThrownBy(() -> AutoConfigRequest.PROTO.read(HEX.parseHex(hex)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining(why);
    }

    @Test
    void changedMessagesAreReadOrRefused() {
        Random random = new Random(SEED);
        byte[] whole = AutoConfigResponse.PROTO.write(RESPONSE);
        for (int run = 0; run < 20_000; run++) {
            byte[] changed = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int i = random.nextInt(4); i > 0 && changed.length > 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                AutoConfigResponse read = AutoConfigResponse.PROTO.read(changed);
                assertThat(AutoConfigResponse.PROTO.read(AutoConfigResponse.PROTO.write(read)))
                        .isEqualTo(read);
            } catch (DecodeException e) {
                assertThat(e).hasMessageContaining("protobuf");
            }
        }
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(REQUEST + " " + RESPONSE + " " + RESPONSE.config())
                .doesNotContain("the.jwt.itself")
                .doesNotContain("secret")
                .doesNotContain("a2V5");
    }
}
