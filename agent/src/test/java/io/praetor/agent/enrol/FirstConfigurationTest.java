package io.praetor.agent.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.autoconfig.AutoConfigRequest;
import io.praetor.model.autoconfig.AutoConfigResponse;
import io.praetor.model.autoconfig.RemoteConfig;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.connect.SpiffeId;
import io.praetor.model.x509.AlternativeName;
import io.praetor.model.x509.CertificateRequest;
import io.praetor.server.wire.CallMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstConfigurationTest {
    private static final InetSocketAddress SERVER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8300);
    private static final Names NAMES =
            new Names("dc1", "web", List.of("web.example"), List.of(InetAddress.ofLiteral("10.0.0.9")));
    private static final AutoConfigResponse RESPONSE = new AutoConfigResponse(
            new RemoteConfig(
                    "dc1",
                    "dc0",
                    "web",
                    "",
                    new RemoteConfig.Acl(true, "1s", "2s", "3s", "deny", "deny", true, "secret", "4s"),
                    new RemoteConfig.Gossip(new RemoteConfig.Encryption("a2V5", true, false), List.of("10.0.0.1")),
                    new RemoteConfig.Tls(true, true, "", "tls12", false)),
            CaRoots.NONE,
            new IssuedCert("01", "pem", "", "", "", "web", "", Instant.EPOCH, Instant.EPOCH, 0, 0),
            List.of());

    @TempDir
    private Path folder;

    private final List<AutoConfigRequest> requests = new ArrayList<>();
    private AutoConfigResponse answer = RESPONSE;

    private final Caller server = new Caller() {
        @Override
        @SuppressWarnings("unchecked")
        public <A, R> R call(InetSocketAddress to, CallMethod<A, R> method, A request) {
            requests.add((AutoConfigRequest) request);
            return (R) answer;
        }
    };

    @Test
    void asksWithTheTokenAndARequestToSignForTheNode() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), " the.jwt\n");
        AutoConfigResponse got =
                new ConfigurationRequests(server, NAMES, "", new IntroToken("", file.toString())).at(SERVER);

        AutoConfigRequest asked = requests.getFirst();
        assertThat(asked.jwt()).isEqualTo("the.jwt");
        assertThat(asked.node()).isEqualTo("web");
        CertificateRequest csr = CertificateRequest.parse(asked.csr());
        assertThat(csr.names())
                .containsExactly(
                        new AlternativeName.Uri(new SpiffeId.Agent("unknown", "dc1", "web").uri()),
                        new AlternativeName.Dns("localhost"),
                        new AlternativeName.Dns("web.example"),
                        new AlternativeName.Ip(InetAddress.ofLiteral("127.0.0.1")),
                        new AlternativeName.Ip(InetAddress.ofLiteral("::1")),
                        new AlternativeName.Ip(InetAddress.ofLiteral("10.0.0.9")));
        assertThat(String.valueOf(got)).doesNotContain("PRIVATE");
        assertThat(got.certificate())
                .extracting(IssuedCert::privateKeyPem)
                .asString()
                .contains("EC PRIVATE KEY");
    }

    @Test
    void anEmptyTokenFileIsSaidSo() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "\n");
        ConfigurationRequests asking =
                new ConfigurationRequests(server, NAMES, "", new IntroToken("", file.toString()));

        assertThatThrownBy(() -> asking.at(SERVER))
                .isInstanceOf(IOException.class)
                .hasMessage("intro_token_file did not contain any token");
        assertThat(requests).isEmpty();
    }

    @Test
    void anAnswerWithoutACertificateIsNone() {
        answer = new AutoConfigResponse(RESPONSE.config(), CaRoots.NONE, null, List.of());
        ConfigurationRequests asking = new ConfigurationRequests(server, NAMES, "", new IntroToken("jwt", ""));

        assertThatThrownBy(() -> asking.at(SERVER)).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsKeptIsForFewAndComesBack() throws Exception {
        ResponseFile file = new ResponseFile(folder.resolve("data"));
        assertThat(file.read()).isNull();
        file.write(RESPONSE);

        assertThat(file.read()).isEqualTo(RESPONSE);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("data/auto-config.json"))))
                .isEqualTo("rw-rw----");
        Files.writeString(folder.resolve("data/auto-config.json"), "{");
        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageContaining("failed to decode");
    }

    @Test
    void whatServersDecideIsConfiguration() {
        assertThat(RemoteFragment.of(RESPONSE.config()))
                .containsEntry("datacenter", "dc1")
                .containsEntry("primary_datacenter", "dc0")
                .containsEntry("node_name", "web")
                .doesNotContainKey("segment")
                .containsEntry("encrypt", "a2V5")
                .containsEntry("encrypt_verify_incoming", true)
                .containsEntry("encrypt_verify_outgoing", false)
                .containsEntry("retry_join", List.of("10.0.0.1"))
                .containsEntry("verify_outgoing", true)
                .containsEntry("verify_server_hostname", true)
                .containsEntry("tls_min_version", "tls12")
                .doesNotContainKey("tls_cipher_suites")
                .extractingByKey("acl")
                .isEqualTo(Map.of(
                        "enabled",
                        true,
                        "policy_ttl",
                        "1s",
                        "role_ttl",
                        "2s",
                        "token_ttl",
                        "3s",
                        "down_policy",
                        "deny",
                        "default_policy",
                        "deny",
                        "disabled_ttl",
                        "4s",
                        "enable_key_list_policy",
                        true,
                        "tokens",
                        Map.of("agent", "secret")));
        assertThat(RemoteFragment.of(null)).isEmpty();
    }
}
