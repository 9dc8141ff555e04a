package io.praetor.agent.leaf;

import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.IssuedCert;
import io.praetor.server.Scheduler;
import io.praetor.server.endpoint.ConnectCa;
import io.praetor.server.query.AnswerCache;
import io.praetor.server.query.CaRootsGet;
import io.praetor.server.query.Queries;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// Certificates of services, as questions for the agent's cache: each is had signed when it is first asked for, and
/// again before it runs out.
public final class Leaves {
    private final Parts parts;
    private final AnswerCache.Question<CaRoots> roots;

    /// What leaves are made of.
    ///
    /// @param datacenter the agent's
    /// @param cache      keeps leaves, and the roots that all leaves look at
    /// @param random     need not be thread-safe; others that use it lock it
    /// @param executor   runs what takes a while, such as making keys
    public record Parts(
            String datacenter,
            AnswerCache cache,
            Queries queries,
            ConnectCa authority,
            InstantSource clock,
            RandomGenerator random,
            Scheduler scheduler,
            Executor executor) {
        /// A random part of a duration.
        Duration someOf(Duration whole) {
            synchronized (random) {
                return whole.isPositive() ? Duration.ofMillis(random.nextLong(whole.toMillis() + 1)) : Duration.ZERO;
            }
        }
    }

    public Leaves(Parts parts) {
        this.parts = parts;
        roots = new AnswerCache.Question<>(
                new CaRootsGet(),
                AnswerCache.Kind.FOLLOWED,
                (options, done) -> parts.queries().read(new CaRootsGet(), options, done));
    }

    /// The question for the certificate of a service.
    public AnswerCache.Question<IssuedCert> of(String service) {
        return new AnswerCache.Question<>(
                new Key(service), AnswerCache.Kind.FOLLOWED, new LeafSource(service, parts, roots));
    }

    private record Key(String service) {}
}
