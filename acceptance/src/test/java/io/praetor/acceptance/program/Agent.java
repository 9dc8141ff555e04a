package io.praetor.acceptance.program;

import io.praetor.acceptance.wire.Endpoint;
import io.praetor.acceptance.wire.HttpConnection;
import io.praetor.acceptance.wire.HttpRequest;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A running agent on ports of its own.
public final class Agent implements Closeable {

    /// How long an agent may take until it answers; the machine may be busy with other tests.
    private static final Duration START = Duration.ofMinutes(3);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Child child;
    private final Endpoint.Tcp http;
    private final Endpoint endpoint;
    private final String node;

    private Agent(Child child, Endpoint.Tcp http, Endpoint endpoint, String node) {
        this.child = child;
        this.http = http;
        this.endpoint = endpoint;
        this.node = node;
    }

    /// Starts an agent and waits until it leads and its own node is in the catalog with its health.
    ///
    /// @param folder where it runs and its output goes
    public static Agent ready(Path folder, String node, List<String> flags) throws IOException, InterruptedException {
        Agent agent = launched(folder, node, Ports.free(AgentPorts.COUNT), flags);
        try {
            agent.awaitReady();
            return agent;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            agent.close();
            throw failed;
        }
    }

    /// Starts an agent and waits until it leads.
    ///
    /// @param folder where it runs and its output goes
    public static Agent leading(Path folder, String node, List<String> flags) throws IOException, InterruptedException {
        Agent agent = launched(folder, node, Ports.free(AgentPorts.COUNT), flags);
        try {
            agent.awaitAnswer("/v1/status/leader", "\"127.0.0.1:", System.nanoTime() + START.toNanos());
            return agent;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            agent.close();
            throw failed;
        }
    }

    /// Starts an agent and returns at once.
    public static Agent launched(Path folder, String node, List<Integer> ports, List<String> flags) throws IOException {
        AgentPorts own = AgentPorts.of(ports);
        List<String> command = new ArrayList<>(List.of(Consul.launcher().toString(), "agent", "-node=" + node));
        command.addAll(own.flags());
        command.addAll(flags);
        Child child = Child.start(command, Consul.environment(null), folder, folder.resolve(node), null);
        Endpoint.Tcp http = new Endpoint.Tcp(own.http());
        return new Agent(child, http, http, node);
    }

    /// The same agent, spoken to over another of its listeners.
    public Agent through(Endpoint listener) {
        return new Agent(child, http, listener, node);
    }

    /// Waits until the agent leads and its own node is in the catalog with its health.
    public void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        awaitAnswer("/v1/status/leader", "\"127.0.0.1:", deadline);
        awaitAnswer("/v1/health/node/" + node, "serfHealth", deadline);
    }

    /// Sends one request.
    public HttpResponse send(HttpRequest request) throws IOException {
        return HttpConnection.exchange(endpoint, request, PATIENCE);
    }

    /// GETs a path.
    public HttpResponse get(String target) throws IOException {
        return send(HttpRequest.of("GET", target));
    }

    /// PUTs a text.
    public HttpResponse put(String target, String body) throws IOException {
        return send(HttpRequest.of("PUT", target).withBody(body));
    }

    /// Where its HTTP API listens on TCP.
    public Endpoint.Tcp http() {
        return http;
    }

    /// Its process.
    public Child process() {
        return child;
    }

    /// Ends it at once, as a power failure would.
    @Override
    public void close() {
        child.close();
    }

    /// Waits until a GET answers with a part.
    public void awaitAnswer(String target, String part) throws IOException, InterruptedException {
        awaitAnswer(target, part, System.nanoTime() + START.toNanos());
    }

    private void awaitAnswer(String target, String part, long deadline) throws IOException, InterruptedException {
        String last = "nothing";
        while (System.nanoTime() < deadline) {
            if (!child.isRunning()) {
                throw new IOException("the agent ended with %d: %s".formatted(child.finish(START), child.output()));
            }
            try {
                last = get(target).text();
                if (last.contains(part)) {
                    return;
                }
            } catch (IOException notYet) {
                last = notYet.toString();
            }
            Thread.sleep(10);
        }
        throw new IOException("GET %s never had \"%s\"; last: %s".formatted(target, part, last));
    }
}
