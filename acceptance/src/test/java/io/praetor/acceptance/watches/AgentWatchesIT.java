package io.praetor.acceptance.watches;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentWatchesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder;

    private HttpServer hook;

    @BeforeEach
    void start() throws IOException {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", this::take);
        hook.start();
    }

    @AfterEach
    void stop() {
        hook.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        told.add("%s %s %s %s"
                .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestHeaders().getFirst("X-Custom"),
                        exchange.getRequestHeaders().getFirst("X-Consul-Index"),
                        body));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private String httpWatch(String key) {
        return """
                watches = [{
                  type = "key"
                  key = "%s"
                  handler_type = "http"
                  http_handler_config { path = "http://127.0.0.1:%d/hook" method = "PUT" header { X-Custom = ["v"] } }
                }]
                """.formatted(key, hook.getAddress().getPort());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("conf")).resolve(name), text);
    }

    private Agent agent() throws IOException, InterruptedException {
        return Agent.ready(
                folder, "watcher", List.of("-dev", "-log-level=debug", "-config-dir=" + folder.resolve("conf")));
    }

    private String nextTold() throws InterruptedException {
        String next = told.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(next).as("the hook was told").isNotNull();
        return next;
    }

    private static String await(Path file, String part) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            last = Files.exists(file) ? Files.readString(file) : "";
            if (last.contains(part)) {
                return last;
            }
            Thread.sleep(20);
        }
        assertThat(last).contains(part);
        return last;
    }

    @Test
    void runsAProgramForEveryChange() throws IOException, InterruptedException {
        Path seen = folder.resolve("seen");
        write("watch.hcl", """
                watches = [{
                  type = "key"
                  key = "colour"
                  args = ["/bin/sh", "-c", "read line; echo \\"$CONSUL_INDEX $line\\" >> %s; echo said something"]
                }]
                """.formatted(seen));
        try (Agent agent = agent()) {
            await(seen, " null\n");
            agent.put("/v1/kv/colour", "blue");
            assertThat(await(seen, "\"Value\":\"Ymx1ZQ==\"")).containsPattern("(?m)^\\d+ \\{\"Key\":\"colour\",");
            agent.put("/v1/kv/colour", "red");
            await(seen, "\"Value\":\"cmVk\"");

            assertThat(Files.readString(seen).lines()).hasSize(3);
            await(folder.resolve("watcher.out"), "said something");
        }
    }

    @Test
    void sendsARequestForEveryChangeUntilAReloadReplacesTheWatch() throws IOException, InterruptedException {
        write("watch.hcl", httpWatch("first"));
        try (Agent agent = agent()) {
            assertThat(nextTold()).matches("PUT v \\d+ null");
            agent.put("/v1/kv/first", "1");
            assertThat(nextTold()).matches("PUT v \\d+ \\{\"Key\":\"first\",.*\"Value\":\"MQ==\".*");

            write("watch.hcl", httpWatch("second"));
            assertThat(agent.put("/v1/agent/reload", "").status()).isEqualTo(200);
            assertThat(nextTold()).matches("PUT v \\d+ null");
            agent.put("/v1/kv/first", "2");
            agent.put("/v1/kv/second", "3");
            assertThat(nextTold()).contains("\"Key\":\"second\"");
        }
    }

    @Test
    void aReloadWithABadWatchChangesNothing() throws IOException, InterruptedException {
        write("watch.hcl", httpWatch("kept"));
        try (Agent agent = agent()) {
            nextTold();
            write("more.hcl", "watches = [{ type = \"key\" args = [\"true\"] }]");

            assertThat(agent.put("/v1/agent/reload", "").text()).contains("Must specify a single key to watch");
            agent.put("/v1/kv/kept", "1");
            assertThat(nextTold()).contains("\"Key\":\"kept\"");
        }
    }

    @Test
    void anAgentWithABadWatchDoesNotStart() throws IOException, InterruptedException {
        write("watch.hcl", "watches = [{ type = \"bogus\" args = [\"true\"] }]");

        try (Agent agent = Agent.launched(
                folder, "watcher", Ports.free(5), List.of("-dev", "-config-dir=" + folder.resolve("conf")))) {
            assertThat(agent.process().finish(PATIENCE)).isEqualTo(1);
            assertThat(agent.process().output()).contains("Unsupported watch type: bogus");
        }
    }

    @Test
    void aHandlerEndsWithTheAgent() throws IOException, InterruptedException {
        Path pid = folder.resolve("pid");
        write("watch.hcl", """
                watches = [{ type = "key" key = "x" args = ["/bin/sh", "-c", "echo $$ > %s; sleep 1000"] }]
                """.formatted(pid));
        try (Agent agent = agent()) {
            long handler = Long.parseLong(await(pid, "\n").strip());

            agent.process().signal("INT");
            agent.process().finish(PATIENCE);

            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (isAlive(handler) && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            assertThat(isAlive(handler)).isFalse();
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
