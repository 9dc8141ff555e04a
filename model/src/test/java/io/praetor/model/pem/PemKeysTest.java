package io.praetor.model.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemKeysTest {
    private static byte[] file(String name) throws IOException {
        try (InputStream in = PemKeysTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }

    @Test
    void readsTheOlderFormOfRsaAsTheSameKey() throws Exception {
        assertThat(PemKeys.privateKey(file("rsa-pkcs1.pem"))).isEqualTo(PemKeys.privateKey(file("rsa-pkcs8.pem")));
    }

    @Test
    void readsTheOlderFormOfEllipticCurvesAsTheSameKey() throws Exception {
        ECPrivateKey older = (ECPrivateKey) PemKeys.privateKey(file("ec-sec1.pem"));
        ECPrivateKey newer = (ECPrivateKey) PemKeys.privateKey(file("ec-pkcs8.pem"));

        assertThat(older.getS()).isEqualTo(newer.getS());
        assertThat(older.getParams().getCurve()).isEqualTo(newer.getParams().getCurve());
    }

    @Test
    void readsEd25519() throws Exception {
        assertThat(PemKeys.privateKey(file("ed25519.pem")).getAlgorithm()).isEqualTo("EdDSA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no key",
                "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\n",
            })
    void refusesWhatIsNoKey(String text) {
        assertThatThrownBy(() -> PemKeys.privateKey(text.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-sec1.pem", "rsa-pkcs1.pem", "ed25519.pem"})
    void refusesBrokenKeysWithNothingElse(String name) throws Exception {
        byte[] good = file(name);
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            byte[] broken = good.clone();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            try {
                assertThat(PemKeys.privateKey(broken)).isNotNull();
            } catch (GeneralSecurityException refused) {
                assertThat(refused).isNotNull();
            }
        }
    }
}
