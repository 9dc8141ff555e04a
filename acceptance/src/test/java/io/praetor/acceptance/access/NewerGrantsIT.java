package io.praetor.acceptance.access;

import static io.praetor.acceptance.access.Requests.await;
import static io.praetor.acceptance.access.Requests.get;
import static io.praetor.acceptance.access.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Ports;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What later versions can grant (`docs/acl.md`), asked for at a client agent and kept by a server that ends without
/// warning.
class NewerGrantsIT {
    private static final String ROOT = "c1111111-0000-4000-8000-000000000001";
    private static final String API = "c2222222-0000-4000-8000-000000000002";
    private static final String READER = "c3333333-0000-4000-8000-000000000003";
    private static final String ACCESS = "-hcl=acl { enabled = true default_policy = \"deny\" }";

    @TempDir
    private Path folder;

    private final List<Integer> ports = Ports.free(5);
    private Agent server;
    private Agent client;

    @BeforeEach
    void start() throws IOException {
        server = server();
        client = Agent.launched(
                folder,
                "c1",
                Ports.free(5),
                List.of(
                        "-data-dir=" + Files.createDirectories(folder.resolve("c1.data")),
                        "-retry-join=127.0.0.1:" + ports.get(3),
                        "-retry-interval=500ms",
                        ACCESS));
    }

    private Agent server() throws IOException {
        return Agent.launched(
                folder,
                "s1",
                ports,
                List.of(
                        "-server",
                        "-bootstrap-expect=1",
                        "-data-dir=" + Files.createDirectories(folder.resolve("s1.data")),
                        ACCESS));
    }

    @AfterEach
    void end() {
        client.close();
        server.close();
    }

    private void token(String secret, String grants) throws IOException {
        String body = "{\"SecretID\": \"%s\", %s}".formatted(secret, grants);
        HttpResponse made = send(client, "PUT", "/v1/acl/token", ROOT, body);
        assertThat(made.status()).as(made.text()).isEqualTo(200);
    }

    private HttpResponse register(String service) throws IOException {
        String body = "{\"Name\": \"%s\"}".formatted(service);
        return send(client, "PUT", "/v1/agent/service/register", API, body);
    }

    @Test
    void areGrantedAtAClientAndKept() throws Exception {
        await(client, "/v1/status/leader", "", response -> response.text().contains("127.0.0.1"));
        HttpResponse first =
                send(client, "PUT", "/v1/acl/bootstrap", "", "{\"BootstrapSecret\": \"%s\"}".formatted(ROOT));
        assertThat(first.text()).contains("\"SecretID\":\"" + ROOT + "\"");
        token(
                API,
                "\"TemplatedPolicies\": [{\"TemplateName\": \"builtin/service\","
                        + " \"TemplateVariables\": {\"Name\": \"api\"}}]");
        token(READER, "\"Policies\": [{\"Name\": \"builtin/global-read-only\"}]");
        assertThat(send(client, "PUT", "/v1/kv/a", ROOT, "x").text()).isEqualTo("true");

        assertThat(register("api").status()).isEqualTo(200);
        assertThat(register("db").text()).isEqualTo("Permission denied: Missing service:write on db");
        assertThat(get(client, "/v1/kv/a?raw", READER).text()).isEqualTo("x");
        assertThat(send(client, "PUT", "/v1/kv/a", READER, "y").text()).contains("Permission denied");

        server.close();
        server = server();
        await(
                client,
                "/v1/acl/token/self",
                API,
                response -> response.text()
                        .contains("\"TemplatedPolicies\":[{\"TemplateName\":\"builtin/service\","
                                + "\"TemplateVariables\":{\"Name\":\"api\"}}]"));
        await(
                client,
                "/v1/acl/policies",
                READER,
                response -> response.text().contains("\"Name\":\"builtin/global-read-only\""));
        await(
                client,
                "/v1/catalog/service/api",
                API,
                response -> response.text().contains("\"ServiceName\":\"api\""));
    }
}
