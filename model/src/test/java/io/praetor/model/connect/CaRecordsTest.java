package io.praetor.model.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.codec.Json;
import io.praetor.model.codec.PackReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The forms of `rpc-structs.md` and `http-api.md`: what is shown, and what only servers see.
class CaRecordsTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final CaRoot ROOT = new CaRoot(
            "aa:bb",
            "Consul CA Root Cert",
            7,
            "cc:dd",
            "uuid",
            NOW,
            NOW.plusSeconds(60),
            "PEM",
            null,
            "",
            "SECRET",
            true,
            CaRoot.NEVER,
            "ec",
            256,
            5,
            6);

    @Test
    void rootsAreShownWithoutKeys() throws Exception {
        CaRoots roots = new CaRoots("aa:bb", "uuid.consul", List.of(ROOT));

        assertThat(json(Json.compact(CaRoots.CODEC, roots)))
                .isEqualTo("{\"ActiveRootID\":\"aa:bb\",\"TrustDomain\":\"uuid.consul\",\"Roots\":[{\"ID\":\"aa:bb\","
                        + "\"Name\":\"Consul CA Root Cert\",\"SerialNumber\":7,\"SigningKeyID\":\"cc:dd\","
                        + "\"ExternalTrustDomain\":\"uuid\",\"NotBefore\":\"2026-11-27T12:00:00Z\","
                        + "\"NotAfter\":\"2026-11-27T12:01:00Z\",\"RootCert\":\"PEM\",\"IntermediateCerts\":null,"
                        + "\"Active\":true,\"PrivateKeyType\":\"ec\",\"PrivateKeyBits\":256,\"CreateIndex\":5,"
                        + "\"ModifyIndex\":6}]}");
        assertThat(roots.active()).isEqualTo(ROOT);
    }

    @Test
    void theLogKeepsAllOfARoot() throws Exception {
        CaRequest request = new CaRequest(CaRequest.SET_ROOTS, "dc1", 9, List.of(ROOT), null, null, "t");

        assertThat(CaRequest.CODEC.unpack(new PackReader(CaRequest.CODEC.pack(request))))
                .isEqualTo(request);
        assertThat(ROOT.shown().signingKey()).isEmpty();
    }

    @Test
    void theClusterIdOfAConfigurationIsNotShown() throws Exception {
        CaConfiguration config = new CaConfiguration("uuid", "consul", Map.of("LeafCertTTL", "72h"), null, false, 3, 4);

        assertThat(json(Json.compact(CaConfiguration.CODEC, config)))
                .isEqualTo("{\"Provider\":\"consul\",\"Config\":{\"LeafCertTTL\":\"72h\"},\"State\":null,"
                        + "\"ForceWithoutCrossSigning\":false,\"CreateIndex\":3,\"ModifyIndex\":4}");
        assertThat(CaConfiguration.CODEC.unpack(new PackReader(CaConfiguration.CODEC.pack(config))))
                .isEqualTo(config);
    }

    @Test
    void textsOfRecordsHoldNoKeys() {
        CaConsulProviderState state = new CaConsulProviderState("id", "SECRET", "PEM", "", 0, 0);
        CaConfiguration config =
                new CaConfiguration("uuid", "consul", Map.of("PrivateKey", "SECRET"), null, false, 0, 0);
        IssuedCert leaf = new IssuedCert("01", "PEM", "SECRET", "web", "spiffe://a", "", "", NOW, NOW, 0, 0);

        assertThat(List.of(
                        ROOT.toString(),
                        state.toString(),
                        config.toString(),
                        leaf.toString(),
                        new CaRequest(CaRequest.SET_CONFIG, "", 0, List.of(ROOT), config, state, "SECRET").toString()))
                .noneMatch(text -> text.contains("SECRET"));
    }

    private static String json(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
