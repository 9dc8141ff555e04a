package io.praetor.acceptance.access;

import static io.praetor.acceptance.access.Requests.await;
import static io.praetor.acceptance.access.Requests.get;
import static io.praetor.acceptance.access.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client agent with access control: it asks the server what tokens may do, and goes on with what it knows when the
/// server is gone (`acl.md` §5).
class ClientAccessIT {
    private static final String MANAGEMENT = "a1111111-0000-4000-8000-000000000001";
    private static final String WEB = "a2222222-0000-4000-8000-000000000002";
    private static final String AGENT = "a3333333-0000-4000-8000-000000000003";
    private static final String RECOVERY = "a4444444-0000-4000-8000-000000000004";
    private static final String STRANGER = "a5555555-0000-4000-8000-000000000005";
    private static final String DENIED = "Permission denied";

    @TempDir
    private Path folder;

    private final List<Integer> clientPorts = Ports.free(5);
    private Agent server;
    private Agent client;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        List<Integer> ports = Ports.free(5);
        server = Agent.launched(
                folder,
                "s1",
                ports,
                List.of(
                        "-server",
                        "-bootstrap-expect=1",
                        "-data-dir=" + Files.createDirectories(folder.resolve("s1.data")),
                        "-hcl=acl { enabled = true default_policy = \"deny\" tokens { master = \"" + MANAGEMENT
                                + "\" agent = \"" + MANAGEMENT + "\" } }"));
        client = client(ports.get(3));
        await(
                server,
                "/v1/health/node/s1",
                MANAGEMENT,
                response -> response.text().contains("serfHealth"));
        token("node_prefix \"\" { policy = \"read\" } node \"c1\" { policy = \"write\" }", AGENT);
        token("service_prefix \"web\" { policy = \"write\" } node_prefix \"\" { policy = \"read\" }", WEB);
        await(client, "/v1/agent/services", WEB, response -> response.status() == 200);
    }

    private Agent client(int join) throws IOException {
        return Agent.launched(
                folder,
                "c1",
                clientPorts,
                List.of(
                        "-log-level=trace",
                        "-data-dir=" + Files.createDirectories(folder.resolve("c1.data")),
                        "-retry-join=127.0.0.1:" + join,
                        "-retry-interval=500ms",
                        "-hcl=acl { enabled = true default_policy = \"deny\" token_ttl = \"200ms\" policy_ttl = \"200ms\""
                                + " enable_token_persistence = true tokens { agent = \"" + AGENT
                                + "\" agent_master = \"" + RECOVERY
                                + "\" } } performance { rpc_hold_timeout = \"500ms\" }"));
    }

    @AfterEach
    void end() {
        client.close();
        server.close();
    }

    private void token(String rules, String secret) throws IOException {
        Requests.token(server, MANAGEMENT, rules, secret);
    }

    @Test
    void asksTheServerWhatATokenMay() throws Exception {
        assertThat(get(client, "/v1/agent/self", "").text()).isEqualTo(DENIED);
        assertThat(get(client, "/v1/agent/self", "").header("X-Consul-Denied-Reason"))
                .isEqualTo("anonymous token lacks permission 'agent:read' on \"c1\"");
        assertThat(get(client, "/v1/agent/self", MANAGEMENT).status()).isEqualTo(200);
        assertThat(get(client, "/v1/agent/services", STRANGER).text()).isEqualTo("ACL not found");
        assertThat(get(client, "/v1/agent/members", "").text()).isEqualTo("[]");
        assertThat(get(client, "/v1/agent/members", AGENT).text()).contains("\"c1\"", "\"s1\"");
        assertThat(get(client, "/v1/kv/k", WEB).text()).isEqualTo("rpc error making call: " + DENIED);
        assertThat(get(client, "/v1/kv/k", WEB).header("X-Consul-Denied-Reason"))
                .contains("lacks permission 'key:read' on \"k\"");

        assertThat(send(client, "PUT", "/v1/agent/service/register", WEB, "{\"Name\": \"db\"}")
                        .text())
                .isEqualTo(DENIED + ": Missing service:write on db");
        assertThat(send(client, "PUT", "/v1/agent/service/register", WEB, "{\"Name\": \"web\"}")
                        .status())
                .isEqualTo(200);
        await(
                client,
                "/v1/catalog/service/web",
                WEB,
                response -> response.text().contains("\"Node\":\"c1\""));
        assertThat(send(client, "PUT", "/v1/agent/service/deregister/web", AGENT, "")
                        .text())
                .isEqualTo(DENIED + ": Missing service:write on web");

        send(
                server,
                "PUT",
                "/v1/acl/policy",
                MANAGEMENT,
                "{\"Name\": \"all\", \"Rules\": \"agent_prefix \\\"\\\" {" + " policy = \\\"read\\\" }\"}");
        send(
                server,
                "PUT",
                "/v1/acl/token/00000000-0000-0000-0000-000000000002",
                MANAGEMENT,
                "{\"AccessorID\": \"00000000-0000-0000-0000-000000000002\", \"Policies\": [{\"Name\": \"all\"}]}");
        await(client, "/v1/agent/self", "", response -> response.status() == 200);
    }

    @Test
    void goesOnWithWhatItKnowsWhenTheServerIsGone() throws Exception {
        assertThat(send(client, "PUT", "/v1/agent/service/register", WEB, "{\"Name\": \"web\"}")
                        .status())
                .isEqualTo(200);
        assertThat(get(client, "/v1/agent/services", STRANGER).text()).isEqualTo("ACL not found");

        server.close();
        await(client, "/v1/kv/k", WEB, response -> response.status() == 500);
        assertThat(get(client, "/v1/agent/services", WEB).text()).contains("\"web\"");
        assertThat(get(client, "/v1/agent/services", STRANGER).text()).isEqualTo("ACL not found");
        assertThat(get(client, "/v1/agent/self", MANAGEMENT).text()).isEqualTo(DENIED);

        assertThat(get(client, "/v1/agent/self", RECOVERY).status()).isEqualTo(200);
        assertThat(get(client, "/v1/agent/services", RECOVERY).text()).isEqualTo("{}");
        assertThat(send(client, "PUT", "/v1/agent/token/default", WEB, "{\"Token\": \"%s\"}".formatted(WEB))
                        .text())
                .isEqualTo(DENIED);
        assertThat(send(client, "PUT", "/v1/agent/token/default", RECOVERY, "{\"Token\": \"%s\"}".formatted(WEB))
                        .status())
                .isEqualTo(200);
        assertThat(client.get("/v1/agent/services").text()).contains("\"web\"");

        client.close();
        assertThat(folder.resolve("c1.data").resolve("acl-tokens.json"))
                .hasContent("{\"default\":\"%s\"}".formatted(WEB));
        assertThat(client.process().output()).doesNotContain(MANAGEMENT, WEB, AGENT, RECOVERY, STRANGER);
    }
}
