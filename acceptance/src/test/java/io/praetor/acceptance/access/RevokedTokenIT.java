package io.praetor.acceptance.access;

import static io.praetor.acceptance.access.Requests.PATIENCE;
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
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/// A token that is revoked at a server is none at a client agent either, once what that has kept of it is too old
/// (`acl.md` §5).
class RevokedTokenIT {
    private static final String MANAGEMENT = "b1111111-0000-4000-8000-000000000001";
    private static final String AGENT = "b2222222-0000-4000-8000-000000000002";
    private static final String WEB = "b3333333-0000-4000-8000-000000000003";
    private static final String NOT_FOUND = "ACL not found";

    @TempDir
    private Path folder;

    private final List<Integer> clientPorts = Ports.free(5);
    private Agent server;
    private Agent client;
    private String accessor;

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
        client = Agent.launched(
                folder,
                "c1",
                clientPorts,
                List.of(
                        "-data-dir=" + Files.createDirectories(folder.resolve("c1.data")),
                        "-retry-join=127.0.0.1:" + ports.get(3),
                        "-retry-interval=500ms",
                        "-hcl=acl { enabled = true default_policy = \"deny\" token_ttl = \"200ms\" policy_ttl = \"200ms\""
                                + " role_ttl = \"200ms\" tokens { agent = \"" + AGENT + "\" dns = \"" + WEB
                                + "\" } }"));
        await(
                server,
                "/v1/health/node/s1",
                MANAGEMENT,
                response -> response.text().contains("serfHealth"));
        Requests.token(
                server, MANAGEMENT, "node_prefix \"\" { policy = \"read\" } node \"c1\" { policy = \"write\" }", AGENT);
        accessor = Requests.token(
                server,
                MANAGEMENT,
                "service_prefix \"\" { policy = \"write\" } node_prefix \"\" { policy = \"read\" }"
                        + " key_prefix \"\" { policy = \"write\" }",
                WEB);
        await(client, "/v1/agent/services", WEB, response -> response.status() == 200);
        await(client, "/v1/catalog/nodes", WEB, response -> response.text().contains("\"c1\""));
    }

    @AfterEach
    void end() {
        client.close();
        server.close();
    }

    private void revoke() throws IOException {
        HttpResponse response = send(server, "DELETE", "/v1/acl/token/" + accessor, MANAGEMENT, "");
        assertThat(response.text()).isEqualTo("true");
    }

    @Test
    void overHttp() throws Exception {
        assertThat(get(client, "/v1/agent/services", WEB).status()).isEqualTo(200);
        assertThat(get(client, "/v1/kv/?keys", WEB).text()).isEqualTo("[]");

        revoke();

        await(client, "/v1/agent/services", WEB, response -> response.text().equals(NOT_FOUND));
        assertThat(get(client, "/v1/kv/?keys", WEB).text()).contains(NOT_FOUND);
        assertThat(get(client, "/v1/catalog/services?cached", WEB).text()).contains(NOT_FOUND);
        assertThat(send(client, "PUT", "/v1/kv/a", WEB, "x").text()).contains(NOT_FOUND);
        assertThat(send(client, "PUT", "/v1/agent/service/register", WEB, "{\"Name\": \"web\"}")
                        .text())
                .isEqualTo(NOT_FOUND);
    }

    @Test
    void forAReadThatIsWaiting() throws Exception {
        assertThat(send(client, "PUT", "/v1/kv/a", WEB, "one").text()).isEqualTo("true");
        String index = get(client, "/v1/kv/a", WEB).header("X-Consul-Index");
        FutureTask<HttpResponse> waiting = background(() -> get(client, "/v1/kv/a?wait=20s&index=" + index, WEB));

        revoke();
        send(server, "PUT", "/v1/kv/a", MANAGEMENT, "two");

        HttpResponse answer = waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains(NOT_FOUND);
    }

    /// A thread of its own, which ends with its request.
    private static <T> FutureTask<T> background(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    @Test
    void overDns() throws Exception {
        assertThat(send(client, "PUT", "/v1/agent/service/register", WEB, "{\"Name\": \"web\", \"Port\": 80}")
                        .status())
                .isEqualTo(200);
        awaitAnswers(1);

        revoke();

        awaitAnswers(0);
    }

    private void awaitAnswers(int wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int found = answers();
        while (found != wanted && System.nanoTime() < deadline) {
            Thread.sleep(20);
            found = answers();
        }
        assertThat(found).as(client.process().output()).isEqualTo(wanted);
    }

    /// How many records there are of the service.
    private int answers() throws IOException {
        SimpleResolver resolver = new SimpleResolver("127.0.0.1");
        resolver.setPort(clientPorts.get(1));
        resolver.setTimeout(PATIENCE);
        Record question = Record.newRecord(Name.fromString("web.service.consul."), Type.A, DClass.IN);
        return resolver.send(Message.newQuery(question))
                .getSection(Section.ANSWER)
                .size();
    }
}
