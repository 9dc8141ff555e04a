package io.praetor.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The row `register`: services with a check each, registered through an agent that keeps them on disk and tells the
/// catalog before it answers.
final class RegisterRow {
    private static final int ALONE = 2_000;
    private static final int ALL = 10_000;
    private static final int CONNECTIONS = 64;

    private RegisterRow() {}

    static void run(Path consul, Table table) throws IOException, InterruptedException {
        try (Agent agent = Agent.start(consul, true)) {
            agent.awaitLeader();
            add(table, agent, "registered through the agent, one after another", 0, ALONE, 1);
            add(table, agent, "more, 64 connections", ALONE, ALL - ALONE, CONNECTIONS);
            add(table, agent, "registered again with 10,000 there, 64 connections", 0, ALL, CONNECTIONS);
            add(table, agent, "registered again with 10,000 there, one after another", 0, ALONE, 1);
        }
    }

    private static void add(Table table, Agent agent, String row, int first, int count, int connections)
            throws IOException {
        double cpu = agent.cpuSeconds();
        Load.Result result = new Load(agent.port(), connections).run(n -> registration(first + n), count, 600);
        table.add(
                "%,d services with a check %s".formatted(count, row),
                "",
                "%.1f s (%.0f/s, %.0f µs CPU each), p50 %.2f ms, p99 %.2f ms, %d errors; %.0f MiB RSS",
                result.seconds(),
                result.perSecond(),
                (agent.cpuSeconds() - cpu) / result.requests() * 1e6,
                result.millis(0.5),
                result.millis(0.99),
                result.errors(),
                agent.rssMiB());
    }

    private static ByteBuffer registration(int n) {
        String body =
                "{\"ID\":\"web%d-%d\",\"Name\":\"web%d\",\"Port\":%d,\"Tags\":[\"v1\"],\"Check\":{\"TTL\":\"1h\",\"Status\":\"passing\"}}"
                        .formatted(n % 1000, n, n % 1000, 1024 + n % 1000);
        return Load.request("PUT", "/v1/agent/service/register", body);
    }
}
