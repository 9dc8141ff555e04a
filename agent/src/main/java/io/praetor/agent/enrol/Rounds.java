package io.praetor.agent.enrol;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks one server after the other until one answers, round after round.
public final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final String subject;
    private final Supplier<List<InetSocketAddress>> servers;
    private final Pause pause;
    private final RandomGenerator random;

    /// Waits.
    @FunctionalInterface
    interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    /// Asks one server.
    @FunctionalInterface
    public interface Ask<T> {
        /// @throws IOException when it does not answer, or refuses
        T at(InetSocketAddress server) throws IOException, InterruptedException;
    }

    /// @param subject what is asked for, as the log calls it
    Rounds(String subject, Supplier<List<InetSocketAddress>> servers, Pause pause, RandomGenerator random) {
        this.subject = subject;
        this.servers = servers;
        this.pause = pause;
        this.random = random;
    }

    /// The same in real time.
    public static Rounds asking(String subject, Supplier<List<InetSocketAddress>> servers, RandomGenerator random) {
        return new Rounds(subject, servers, Rounds::await, random);
    }

    private static void await(Duration duration) throws InterruptedException {
        try {
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, duration.toNanos(), TimeUnit.NANOSECONDS)
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("time passes", e);
        }
    }

    /// The first answer there is. Blocks for as long as it takes.
    public <T> T untilAnswered(Ask<T> ask) throws InterruptedException {
        Backoff backoff = new Backoff(random);
        T answer = once(ask);
        while (answer == null) {
            pause.of(backoff.next());
            answer = once(ask);
        }
        return answer;
    }

    /// One round.
    ///
    /// @return null when nobody answered, which the log tells
    public <T> @Nullable T once(Ask<T> ask) throws InterruptedException {
        List<InetSocketAddress> all = servers.get();
        if (all.isEmpty()) {
            LOG.error("no {} server addresses available for use", subject);
            return null;
        }
        for (InetSocketAddress server : all) {
            try {
                return ask.at(server);
            } catch (IOException e) {
                LOG.atError()
                        .addKeyValue("server", server)
                        .addKeyValue("error", e.getMessage())
                        .log("A server did not answer the {} request", subject);
            }
        }
        LOG.error("No servers successfully responded to the {} request", subject);
        return null;
    }
}
