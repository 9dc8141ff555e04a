package io.praetor.agent.enrol;

import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.IssuedCert;
import io.praetor.server.Cancellable;
import io.praetor.server.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps an agent's certificate fresh (`connect.md` §3.5): renews it at a moment by chance between 60 and 90 % of its
/// life, soon after the mesh's authority changed, and when the agent goes by another token. A certificate that has
/// ended, because no server could be asked for long, is asked for like the first one.
public final class Renewal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);

    private static final double EARLIEST = 0.6;
    private static final double LATEST = 0.9;
    private static final Duration SHORT_LIFE = Duration.ofMinutes(10);
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_FIRSTS = Duration.ofMinutes(1);
    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final String RATE_LIMITED = "Rate limit reached";

    private final Seams seams;
    private final Roads roads;
    private final Backoff backoff;
    private Enrolled enrolled;
    private String signedUnder;
    private Instant due;
    private int rateLimited;
    private boolean busy;
    private boolean closed;
    private Cancellable timer = Cancellable.NONE;

    /// Time, chance, and threads that may wait.
    public record Seams(InstantSource clock, Scheduler scheduler, RandomGenerator random, Executor executor) {}

    /// Where certificates come from and go to.
    public interface Roads {
        /// Has a certificate signed by whom this agent is known to. Blocks.
        ///
        /// @return with its key
        /// @throws IOException when that does not work
        IssuedCert renew() throws IOException, InterruptedException;

        /// Asks for one as an agent that nobody knows, once. Blocks.
        ///
        /// @return null when nobody answered, which the log tells
        @Nullable Enrolled again() throws InterruptedException;

        /// Takes over what is new.
        ///
        /// @throws IOException when it cannot be used
        void take(Enrolled fresh) throws IOException;
    }

    /// @param first what the agent has
    public Renewal(Enrolled first, Seams seams, Roads roads) {
        this.seams = seams;
        this.roads = roads;
        backoff = new Backoff(seams.random());
        enrolled = first;
        signedUnder = signingKey(first.roots());
        due = moment(first.certificate());
    }

    private static String signingKey(CaRoots roots) {
        CaRoot active = roots.active();
        return active == null ? "" : active.signingKeyId();
    }

    /// When to renew a certificate.
    private Instant moment(IssuedCert certificate) {
        Instant now = seams.clock().instant();
        Duration life = Duration.between(certificate.validAfter(), certificate.validBefore());
        Instant earliest = certificate.validAfter().plus(part(life, EARLIEST));
        Instant latest = certificate.validAfter().plus(part(life, LATEST));
        if (life.compareTo(SHORT_LIFE) < 0 || !now.isBefore(latest)) {
            return now.plus(SOONEST);
        }
        Instant from = now.isAfter(earliest) ? now : earliest;
        return from.plusNanos(
                seams.random().nextLong(Duration.between(from, latest).toNanos() + 1));
    }

    private static Duration part(Duration life, double share) {
        return Duration.ofMillis((long) (life.toMillis() * share));
    }

    /// Begins.
    public synchronized void start() {
        arm();
    }

    private void arm() {
        timer.cancel();
        if (!closed && !busy) {
            Duration left = Duration.between(seams.clock().instant(), due);
            timer = seams.scheduler()
                    .after(
                            left.isNegative() ? Duration.ZERO : left,
                            () -> seams.executor().execute(this::step));
        }
    }

    private void step() {
        synchronized (this) {
            if (closed || busy) {
                return;
            }
            busy = true;
        }
        try {
            Instant end = enrolled.certificate().validBefore().plus(GRACE);
            if (seams.clock().instant().isAfter(end)) {
                again();
            } else {
                renew(end);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Renewing the agent's certificate failed against expectation", e);
            later(BETWEEN_FIRSTS);
        } finally {
            synchronized (this) {
                busy = false;
                arm();
            }
        }
    }

    private void again() throws InterruptedException {
        LOG.warn("The agent's certificate has expired: asking for one as at the first start");
        Enrolled fresh = roads.again();
        try {
            if (fresh != null) {
                took(fresh);
                return;
            }
        } catch (IOException e) {
            failed(e);
        }
        later(BETWEEN_FIRSTS);
    }

    private void renew(Instant end) throws InterruptedException {
        try {
            IssuedCert renewed = roads.renew();
            took(renewed);
        } catch (IOException e) {
            failed(e);
            boolean limited = String.valueOf(e.getMessage()).contains(RATE_LIMITED);
            rateLimited = limited ? rateLimited + 1 : 0;
            Duration wait = limited ? WINDOW.multipliedBy(rateLimited).plus(within()) : backoff.next();
            Duration left = Duration.between(seams.clock().instant(), end).plus(SOONEST);
            later(wait.compareTo(left) < 0 ? wait : left);
        }
    }

    private static void failed(IOException e) {
        LOG.atError().addKeyValue("error", e.getMessage()).log("The agent's certificate could not be renewed");
    }

    /// The roots may have changed while it was on its way.
    private synchronized void took(IssuedCert renewed) throws IOException {
        took(enrolled.with(renewed));
    }

    private synchronized void later(Duration wait) {
        due = seams.clock().instant().plus(wait);
    }

    private Duration within() {
        return Duration.ofNanos(seams.random().nextLong(WINDOW.toNanos()));
    }

    private synchronized void took(Enrolled fresh) throws IOException {
        roads.take(fresh);
        enrolled = fresh;
        signedUnder = signingKey(fresh.roots());
        due = moment(fresh.certificate());
        rateLimited = 0;
        backoff.reset();
        LOG.atInfo().addKeyValue("until", fresh.certificate().validBefore()).log("The agent has a new certificate");
    }

    /// The mesh trusts others now.
    public synchronized void rootsChanged(CaRoots roots) {
        if (closed || roots.all().isEmpty() || roots.equals(enrolled.roots())) {
            return;
        }
        Enrolled changed = enrolled.with(roots);
        try {
            roads.take(changed);
        } catch (IOException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("The mesh's new roots cannot be used");
            return;
        }
        enrolled = changed;
        if (!signingKey(roots).equals(signedUnder)) {
            Instant soon = seams.clock().instant().plus(within());
            due = soon.isBefore(due) ? soon : due;
            arm();
        }
    }

    /// The agent goes by another token now.
    public synchronized void tokenChanged() {
        due = seams.clock().instant();
        arm();
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel();
    }
}
