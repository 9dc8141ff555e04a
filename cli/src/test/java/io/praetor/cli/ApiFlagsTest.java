package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiFlagsTest {
    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
        agent.put("k", "v", 0);
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void aFlagBeatsItsVariable() {
        CliRun run = new CliRun().with("CONSUL_HTTP_ADDR", "127.0.0.1:1");

        assertThat(run.run("kv", "get", "-http-addr=" + agent.address(), "k").out())
                .isEqualTo("v\n");
    }

    @Test
    void anEmptyAddressFallsBackToTheVariable() {
        assertThat(CliRun.against(agent).run("kv", "get", "-http-addr=", "k").out())
                .isEqualTo("v\n");
    }

    @Test
    void authoritiesMustBeThereEvenWhereNoneAreNeeded() {
        assertThat(CliRun.against(agent)
                        .with("CONSUL_CACERT", "/no/such")
                        .run("kv", "get", "k")
                        .err())
                .isEqualTo("Error connecting to Consul agent: Error loading CA File: "
                        + "open /no/such: no such file or directory\n");
    }

    @Test
    void datacenterStaleAndNamespaceBecomeParameters() {
        CliRun.against(agent).with("CONSUL_NAMESPACE", "team").run("kv", "get", "-datacenter", "dc2", "-stale", "k");

        assertThat(agent.requests()).containsExactly("GET /v1/kv/k?dc=dc2&ns=team&stale=&raw");
    }

    @Test
    void commandsWithoutNamespacesSendNone() {
        agent.answer("GET /v1/catalog/datacenters", 200, "[]");

        CliRun.against(agent).with("CONSUL_NAMESPACE", "team").run("catalog", "datacenters");

        assertThat(agent.requests()).containsExactly("GET /v1/catalog/datacenters");
    }

    @Test
    void theTokenComesFromFlagFileOrVariableInThisOrder(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("token"), "from-file\n");

        CliRun run = CliRun.against(agent).with("CONSUL_HTTP_TOKEN", "from-variable");
        run.run("kv", "get", "k");
        run.run("kv", "get", "-token-file=" + file, "k");
        run.run("kv", "get", "-token-file=" + file, "-token=from-flag", "k");

        assertThat(agent.tokens()).containsExactly("from-variable", "from-file", "from-flag");
    }

    @Test
    void aClientThatCannotBeMadeIsSaidSo() {
        assertThat(CliRun.against(agent)
                        .run("kv", "get", "-token-file=missing", "k")
                        .err())
                .isEqualTo("Error connecting to Consul agent: Error loading token file: "
                        + "open missing: no such file or directory\n");
        assertThat(new CliRun().run("kv", "get", "-http-addr=ftp://x", "k").err())
                .isEqualTo("Error connecting to Consul agent: Unknown protocol scheme: ftp\n");
        assertThat(new CliRun()
                        .run("kv", "get", "-http-addr=https://x", "-ca-file=missing.pem", "k")
                        .err())
                .isEqualTo("Error connecting to Consul agent: Error loading CA File: "
                        + "open missing.pem: no such file or directory\n");
    }
}
