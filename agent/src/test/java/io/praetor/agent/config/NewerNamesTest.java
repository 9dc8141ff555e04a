package io.praetor.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.agent.config.AgentConfig.TlsSide;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NewerNamesTest {
    @Test
    void theDefaultsOfTheTlsStanzaHoldForAllSides() throws Exception {
        AgentConfig.Tls tls = load("tls { defaults { ca_file = \"ca\" ca_path = \"cp\" cert_file = \"c\" key_file ="
                        + " \"k\" tls_min_version = \"TLSv1_3\" tls_cipher_suites = \"a, b\" verify_incoming = true"
                        + " verify_outgoing = true } }")
                .tls();

        TlsSide side = new TlsSide("ca", "cp", "c", "k", "tls13", List.of("a", "b"), true, true);
        assertThat(List.of(tls.internalRpc(), tls.https(), tls.grpc())).containsExactly(side, side, side);
        assertThat(tls.verifyIncoming()).isTrue();
    }

    @Test
    void aSideHasItsOwnSettings() throws Exception {
        AgentConfig.Tls tls = load("tls { defaults { cert_file = \"c\" verify_incoming = true } https { cert_file ="
                        + " \"h\" verify_incoming = false } internal_rpc { verify_server_hostname = true"
                        + " tls_min_version = \"tls11\" } grpc { use_auto_cert = true key_file = \"gk\" } }")
                .tls();

        assertThat(tls.https().certFile()).isEqualTo("h");
        assertThat(tls.https().verifyIncoming()).isFalse();
        assertThat(tls.internalRpc().certFile()).isEqualTo("c");
        assertThat(tls.internalRpc().verifyIncoming()).isTrue();
        assertThat(tls.internalRpc().minVersion()).isEqualTo("tls11");
        assertThat(tls.verifyServerHostname()).isTrue();
        assertThat(tls.verifyOutgoing()).isTrue();
        assertThat(tls.grpc().keyFile()).isEqualTo("gk");
    }

    @Test
    void oldNamesMeanAllSides() throws Exception {
        AgentConfig.Tls tls =
                load("ca_file = \"ca\" verify_incoming_https = true").tls();

        assertThat(tls.internalRpc().caFile()).isEqualTo("ca");
        assertThat(tls.https().caFile()).isEqualTo("ca");
        assertThat(tls.https().verifyIncoming()).isTrue();
        assertThat(tls.internalRpc().verifyIncoming()).isFalse();
    }

    @Test
    void theLaterSourceWinsWhateverNamesItUses() throws Exception {
        assertThat(load("tls { defaults { ca_file = \"new\" } }", "ca_file = \"old\"")
                        .tls()
                        .internalRpc()
                        .caFile())
                .isEqualTo("old");
        assertThat(load("ca_file = \"old\"", "tls { defaults { ca_file = \"new\" } }")
                        .tls()
                        .internalRpc()
                        .caFile())
                .isEqualTo("new");
    }

    @Test
    void tokensHaveNewerNamesToo() throws Exception {
        AgentConfig.Tokens tokens = load("acl { tokens { initial_management = \"im\" agent_recovery = \"ar\""
                        + " config_file_service_registration = \"cf\" dns = \"d\" agent = \"a\" default = \"u\""
                        + " replication = \"r\" } }")
                .acl()
                .tokens();

        assertThat(tokens).isEqualTo(new AgentConfig.Tokens("u", "a", "ar", "r", "im", "cf", "d"));
        assertThat(tokens).hasToString("Tokens[hidden]");
        assertThat(load("acl { tokens { master = \"m\" agent_master = \"am\" } }")
                        .acl()
                        .tokens())
                .isEqualTo(new AgentConfig.Tokens("", "", "am", "", "m", "", ""));
    }

    private static AgentConfig load(String... fragments) throws Exception {
        List<String> arguments = new java.util.ArrayList<>(List.of("-dev"));
        for (String fragment : fragments) {
            arguments.add("-hcl=" + fragment);
        }
        return new ConfigLoader(new TestMachine("lo 127.0.0.1/8"))
                .load(AgentFlags.parse(arguments).sources())
                .config();
    }
}
