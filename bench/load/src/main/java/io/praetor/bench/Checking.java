package io.praetor.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The row `checks`: 10,000 services on one agent, each with an HTTP check every 10 seconds.
final class Checking {
    private static final int SERVICES = 10_000;
    private static final int INTERVAL_MICROS = 10_000_000;

    /// The first looks are spread over an interval; another one for the compiler.
    private static final int WARM_UP_SECONDS = 25;

    private static final int SECONDS = 40;

    private Checking() {}

    static void run(Path consul, Table table) throws IOException, InterruptedException {
        try (Agent agent = Agent.start(consul, true);
                CheckTarget target = new CheckTarget(SERVICES)) {
            agent.awaitLeader();
            double before = agent.rssMiB();
            double cpu = agent.cpuSeconds();
            int port = target.port();
            Load.Result registered = new Load(agent.port(), 32).run(n -> registration(n, port), SERVICES, 300);
            table.add(
                    "10,000 services with a check registered through the agent",
                    "",
                    "%.1f s (%.0f /s, %.0f µs CPU each), p99 %.1f ms, %d errors",
                    registered.seconds(),
                    registered.perSecond(),
                    (agent.cpuSeconds() - cpu) / registered.requests() * 1e6,
                    registered.millis(0.99),
                    registered.errors());
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            target.begin();
            cpu = agent.cpuSeconds();
            TimeUnit.SECONDS.sleep(SECONDS);
            double used = agent.cpuSeconds() - cpu;
            int[] gaps = target.gaps();
            table.add(
                    "10,000 HTTP checks, one every 10 s each",
                    "",
                    "%.0f checks/s, %.1f %% of a core (%.0f µs each), %.0f MiB RSS (%.0f before); from one look to the"
                            + " next p50 10 s + %.1f ms, p99 + %.1f ms, longest + %.1f ms",
                    gaps.length / (double) SECONDS,
                    used / SECONDS * 100,
                    used / gaps.length * 1e6,
                    agent.rssMiB(),
                    before,
                    late(gaps, 0.5),
                    late(gaps, 0.99),
                    late(gaps, 1));
        }
    }

    private static double late(int[] gaps, double quantile) {
        return (gaps[Math.min(gaps.length - 1, (int) (quantile * gaps.length))] - INTERVAL_MICROS) / 1000.0;
    }

    private static ByteBuffer registration(int n, int port) {
        return Load.request(
                "PUT",
                "/v1/agent/service/register",
                "{\"ID\":\"web-%d\",\"Name\":\"web%d\",\"Port\":%d,\"Check\":{\"HTTP\":\"http://127.0.0.1:%d/%d\",\"Interval\":\"10s\"}}"
                        .formatted(n, n % 100, 1024 + n, port, n));
    }
}
