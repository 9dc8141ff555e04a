package io.praetor.model.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.pem.PemKeys;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPairsTest {
    @ParameterizedTest
    @ValueSource(ints = {256, 384, 521})
    void completesAPairFromItsPrivateHalf(int bits) throws Exception {
        for (int i = 0; i < 4; i++) {
            KeyPair keys = KeyPairs.generateEc(bits);

            assertThat(KeyPairs.of(keys.getPrivate()).getPublic()).isEqualTo(keys.getPublic());
            assertThat(read(KeyPairs.pem(keys)).getPublic()).isEqualTo(keys.getPublic());
        }
    }

    @Test
    void thoseOfRsaToo() throws Exception {
        KeyPair keys = KeyPairs.generateRsa(2048);

        assertThat(KeyPairs.pem(keys)).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
        assertThat(read(KeyPairs.pem(keys)).getPublic()).isEqualTo(keys.getPublic());
    }

    private static KeyPair read(String pem) throws Exception {
        return KeyPairs.of(PemKeys.privateKey(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void refusesKindsThatItCannotComplete() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        assertThatThrownBy(() -> KeyPairs.of(keys.getPrivate())).isInstanceOf(InvalidKeyException.class);
    }
}
