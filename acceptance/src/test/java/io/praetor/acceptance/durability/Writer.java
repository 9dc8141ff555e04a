package io.praetor.acceptance.durability;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.recorded.Json;
import io.praetor.acceptance.wire.Endpoint;
import io.praetor.acceptance.wire.HttpConnection;
import io.praetor.acceptance.wire.HttpRequest;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A client that writes one thing after the other, waits for each answer and remembers what it was promised.
abstract class Writer {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    final Ledger ledger = new Ledger();
    final Indexes indexes;
    final RandomGenerator random;
    private int operations;
    private @Nullable Throwable broken;

    Writer(Indexes indexes, RandomGenerator random) {
        this.indexes = indexes;
        this.random = random;
    }

    /// Sends one write and notes its outcome in the ledger.
    abstract void write(Client client) throws IOException;

    /// A read whose index is watched.
    abstract String read();

    /// What the server says after a restart, against the ledger.
    abstract List<String> settle(Agent agent) throws IOException;

    /// Writes until the server is gone.
    final void run(Endpoint server) {
        try (HttpConnection connection = server.connect(PATIENCE)) {
            Client client = new Client(connection, server.host());
            while (true) {
                write(client);
                operations++;
                if (operations % 16 == 0) {
                    indexes.seen(
                            read(), client.send(HttpRequest.of("GET", read())).index());
                }
            }
        } catch (IOException serverIsGone) {
            // That is what this is about: whatever was being sent stays open in the ledger.
        } catch (RuntimeException | AssertionError wrong) {
            broken = wrong;
        }
    }

    /// What went wrong other than the server being gone.
    final @Nullable Throwable broken() {
        return broken;
    }

    /// One connection to the server, on which every write must succeed.
    record Client(HttpConnection connection, String host) {

        HttpResponse send(HttpRequest request) throws IOException {
            return connection.exchange(host, request);
        }

        /// PUTs a text; any answer but 200 is a failure of the test.
        HttpResponse put(String target, String body) throws IOException {
            return succeeded(target, send(HttpRequest.of("PUT", target).withBody(body)));
        }

        HttpResponse delete(String target) throws IOException {
            return succeeded(target, send(HttpRequest.of("DELETE", target)));
        }

        private static HttpResponse succeeded(String target, HttpResponse answer) {
            if (answer.status() != 200) {
                throw new AssertionError("%s was answered %d %s".formatted(target, answer.status(), answer.text()));
            }
            return answer;
        }
    }

    /// A consistent read after a restart; an empty array when there is nothing.
    static JsonNode ask(Agent agent, String target) throws IOException {
        HttpResponse answer = agent.get(target);
        return Json.parse(answer.status() == 404 ? new byte[] {'[', ']'} : answer.body());
    }
}
