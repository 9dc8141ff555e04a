package io.praetor.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclAuthMethod;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// `acl.md` §6.2.
class KubernetesVerifierTest {
    private static final String ACCOUNT = "https://k/api/v1/namespaces/default/serviceaccounts/web";
    private static final String TOKEN = TestKeys.token(Map.of("sub", "x"));

    private final Map<String, String> answers = new TreeMap<>();
    private final List<String> credentials = new ArrayList<>();
    private final AuthMethods methods = new AuthMethods(() -> Instant.EPOCH, () -> 0, ca -> {
        if (ca.equals("bad")) {
            throw new IOException("no certificate found");
        }
        return call -> {
            credentials.add(call.credential());
            String answer = answers.get(call.url());
            if (answer == null) {
                throw new IOException("connection refused");
            }
            boolean refused = answer.contains("\"message\"");
            return new WebCaller.Answer(refused ? 403 : 200, Bytes.of(answer));
        };
    });

    private BearerVerifier verifier(@Nullable String... values) throws LoginException {
        String[] names = {"Host", "CACert", "ServiceAccountJWT"};
        Map<String, @Nullable Object> config = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            config.put(names[i], values[i]);
        }
        return methods.configured(new AclAuthMethod(0, "k", "kubernetes", "", "", "", config, 0, 0));
    }

    private BearerVerifier sound() throws LoginException {
        return verifier("https://k/", "ca", TOKEN);
    }

    private void review(String status) {
        answers.put("https://k/apis/authentication.k8s.io/v1/tokenreviews", "{\"status\":" + status + "}");
    }

    @Test
    void refusesConfigurationsThatMakeNoSense() {
        assertThatThrownBy(this::verifier).hasMessage("Config.Host is required");
        assertThatThrownBy(() -> verifier("https://k")).hasMessage("Config.CACert is required");
        assertThatThrownBy(() -> verifier("https://k", "bad"))
                .hasMessage("error parsing kubernetes ca cert: no certificate found");
        assertThatThrownBy(() -> verifier("https://k", "ca")).hasMessage("Config.ServiceAccountJWT is required");
        assertThatThrownBy(() -> verifier("https://k", "ca", "x"))
                .hasMessageStartingWith("Config.ServiceAccountJWT is not a valid JWT: ");
    }

    @Test
    void believesTheClusterAboutAnAccountAndItsName() throws Exception {
        review("{\"authenticated\":true,\"user\":{\"username\":\"system:serviceaccount:default:web\",\"uid\":\"u1\"}}");
        answers.put(ACCOUNT, "{\"metadata\":{}}");

        VerifiedIdentity plain = sound().verify(TOKEN);
        answers.put(ACCOUNT, "{\"metadata\":{\"annotations\":{\"consul.hashicorp.com/service-name\":\"frontend\"}}}");
        VerifiedIdentity annotated = sound().verify(TOKEN);

        assertThat(plain.variables())
                .isEqualTo(Map.of(
                        "serviceaccount.namespace",
                        "default",
                        "serviceaccount.name",
                        "web",
                        "serviceaccount.uid",
                        "u1"));
        assertThat(annotated.variables()).containsEntry("serviceaccount.name", "frontend");
        assertThat(plain.matches("serviceaccount.namespace==default and serviceaccount.name==web"))
                .isTrue();
        assertThat(annotated.matches("serviceaccount.name==web")).isFalse();
        assertThat(credentials).as("its own credential, not the bearer's").containsOnly("Bearer " + TOKEN);
    }

    @Test
    void saysWhyItDoesNotBelieve() throws Exception {
        BearerVerifier verifier = sound();

        assertThatThrownBy(() -> verifier.verify("x")).hasMessageStartingWith("failed to parse and validate JWT: ");
        assertThatThrownBy(() -> verifier.verify(TOKEN)).hasMessage("lookup failed: connection refused");
        review("{\"error\":\"expired\"}");
        assertThatThrownBy(() -> verifier.verify(TOKEN)).hasMessage("lookup failed: expired");
        review("{\"authenticated\":false}");
        assertThatThrownBy(() -> verifier.verify(TOKEN)).hasMessage("lookup failed: service account jwt not valid");
        review("{\"authenticated\":true,\"user\":{\"username\":\"root\"}}");
        assertThatThrownBy(() -> verifier.verify(TOKEN)).hasMessage("lookup failed: unexpected username format");
        review("{\"authenticated\":true,\"user\":{\"username\":\"system:node:default:web\"}}");
        assertThatThrownBy(() -> verifier.verify(TOKEN))
                .hasMessage("lookup failed: username returned is not a service account");
        review("{\"authenticated\":true,\"user\":{\"username\":\"system:serviceaccount:default:web\",\"uid\":\"u1\"}}");
        answers.put(ACCOUNT, "{\"message\":\"forbidden\"}");
        assertThatThrownBy(() -> verifier.verify(TOKEN)).hasMessage("annotation lookup failed: forbidden");
    }
}
