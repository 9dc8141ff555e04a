package io.praetor.agent.audit;

import io.praetor.agent.config.AgentConfig;
import io.praetor.http.AuditedRequest;
import io.praetor.http.RequestAudit;
import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.TokenInfo;
import io.praetor.server.acl.Tokens;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what requests there were and how they ended to files, on one thread of its own. Requests hand their events
/// over and go on; only where a sink is enforced do they wait until the event is written.
///
/// Whose token it was is looked up before an event is handed over, so that the thread that writes waits for the disk
/// only. The events that are not written yet are bounded; what is beyond is dropped and counted, or refused where it is
/// enforced.
public final class AuditLog implements RequestAudit, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    /// Events that wait, at most.
    static final int MOST_WAITING = 16_384;

    private static final long CLOSE_SECONDS = 5;

    private final Who who;
    private final Seams seams;
    private final EventText text;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    /// One place is for the end.
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING + 1);
    private final Thread writer;
    private final Counter written;
    private final Counter dropped;
    private final Counter refused;
    private volatile Outlet outlet = Outlet.NONE;
    private boolean closed;

    /// How it is found out whose a token is.
    ///
    /// @param tokens  what secrets stand for
    /// @param unnamed the secret of requests that bring none
    public record Who(Tokens tokens, Supplier<String> unnamed) {}

    /// Time, chance, and who counts.
    ///
    /// @param ids of events
    public record Seams(InstantSource clock, Supplier<String> ids, Telemetry telemetry) {}

    /// Where events go now.
    ///
    /// @param enforced whether one of the sinks is
    private record Outlet(PathFilter filter, List<Sink> sinks, boolean enforced) {
        static final Outlet NONE = new Outlet(new PathFilter(List.of(), List.of()), List.of(), false);
    }

    /// @param event    null: the end
    /// @param recorded completes when it is written
    private record Waiting(@Nullable AuditEvent event, CompletableFuture<Void> recorded) {}

    /// Writes nowhere yet.
    ///
    /// @param key makes secrets unreadable
    public AuditLog(Who who, Seams seams, byte[] key) {
        this.who = who;
        this.seams = seams;
        text = new EventText(new SecretHashes(key));
        written = seams.telemetry().counter("audit.events");
        dropped = seams.telemetry().counter("audit.dropped");
        refused = seams.telemetry().counter("audit.refused");
        writer = Thread.ofPlatform().daemon().name("audit").start(this::run);
    }

    /// Writes to these files from now on, also what began before; files that are open already are opened anew.
    ///
    /// @throws IOException with one line that names the sink that cannot be written; then nothing changes
    public void configure(AgentConfig.Audit settings) throws IOException {
        List<Sink> sinks = settings.enabled() ? open(settings.sinks(), seams.clock()) : List.of();
        Outlet before;
        synchronized (text) {
            before = outlet;
            outlet = new Outlet(
                    new PathFilter(settings.include(), settings.exclude()),
                    List.copyOf(sinks),
                    sinks.stream().anyMatch(Sink::isEnforced));
        }
        before.sinks().forEach(AuditLog::close);
    }

    /// Finds out whether the files can be written.
    ///
    /// @throws IOException with one line that names the sink that cannot
    public static void probe(AgentConfig.Audit settings, InstantSource clock) throws IOException {
        if (settings.enabled()) {
            open(settings.sinks(), clock).forEach(AuditLog::close);
        }
    }

    private static List<Sink> open(List<AgentConfig.AuditSink> settings, InstantSource clock) throws IOException {
        List<Sink> sinks = new ArrayList<>();
        for (AgentConfig.AuditSink sink : settings) {
            try {
                sinks.add(Sink.open(sink, clock));
            } catch (IOException e) {
                sinks.forEach(AuditLog::close);
                throw new IOException(
                        "audit.sink[" + sink.name() + "]: cannot write \"" + sink.path() + "\": " + reason(e), e);
            }
        }
        return sinks;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such file or directory";
            default -> String.valueOf(e.getMessage());
        };
    }

    @Override
    public @Nullable Trail begin(AuditedRequest request) {
        Outlet now = outlet;
        return now.sinks().isEmpty() || !now.filter().covers(request.path())
                ? null
                : new Recorded(request, now.enforced());
    }

    /// The record of one request.
    private final class Recorded implements Trail {
        private final AuditedRequest request;
        private final boolean enforced;
        private final String id = seams.ids().get();
        private final CompletableFuture<Void> begun = new CompletableFuture<>();
        /// Completes when the beginning is handed over, so that the end is behind it.
        private final CompletableFuture<@Nullable TokenInfo> handed;
        private @Nullable CompletableFuture<Void> ended;

        Recorded(AuditedRequest request, boolean enforced) {
            this.request = request;
            this.enforced = enforced;
            String secret = request.token().isEmpty() ? who.unnamed().get() : request.token();
            boolean taken = takeRoom(begun, enforced);
            Instant time = seams.clock().instant();
            handed = who.tokens().resolve(secret).handle((authorizer, failure) -> {
                TokenInfo by = failure == null ? info(authorizer) : null;
                if (taken) {
                    queue.add(new Waiting(new AuditEvent(id, time, request, by, null), begun));
                }
                return by;
            });
        }

        @Override
        public @Nullable CompletableFuture<Void> begun() {
            return enforced ? begun : null;
        }

        @Override
        public synchronized @Nullable CompletableFuture<Void> ended(int status, String error) {
            if (ended == null) {
                CompletableFuture<Void> end = new CompletableFuture<>();
                if (takeRoom(end, enforced)) {
                    Instant time = seams.clock().instant();
                    var _ = handed.thenAccept(by -> queue.add(new Waiting(
                            new AuditEvent(id, time, request, by, new AuditEvent.End(status, error)), end)));
                }
                // an answer to what should not have been done is as little to be given
                ended = CompletableFuture.allOf(begun, end);
            }
            return enforced ? ended : null;
        }
    }

    private boolean takeRoom(CompletableFuture<Void> recorded, boolean enforced) {
        if (room.tryAcquire()) {
            return true;
        }
        dropped.increment();
        if (enforced) {
            refused.increment();
        }
        recorded.completeExceptionally(new IOException("too many events wait to be written"));
        return false;
    }

    /// While access is not controlled, nobody in particular asks.
    private static @Nullable TokenInfo info(Authorizer by) {
        TokenInfo token = by.token();
        return token.accessor().isEmpty() ? null : token;
    }

    // ---- the thread that writes

    private void run() {
        try {
            for (Waiting next = queue.take(); ; next = queue.take()) {
                AuditEvent event = next.event;
                if (event == null) {
                    return;
                }
                room.release();
                write(event, next.recorded);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(AuditEvent event, CompletableFuture<Void> recorded) {
        IOException fault = null;
        synchronized (text) {
            byte[] line = text.line(event);
            boolean whole = true;
            for (Sink sink : outlet.sinks()) {
                IOException failure = sink.write(line);
                whole &= failure == null;
                fault = failure != null && sink.isEnforced() ? failure : fault;
            }
            (whole ? written : dropped).increment();
        }
        if (fault == null) {
            recorded.complete(null);
        } else {
            refused.increment();
            recorded.completeExceptionally(fault);
        }
    }

    /// Writes what still waits, a few seconds long, and ends.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.add(new Waiting(null, new CompletableFuture<>()));
        try {
            writer.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.interrupt();
        Outlet before = outlet;
        outlet = Outlet.NONE;
        before.sinks().forEach(AuditLog::close);
    }

    private static void close(Sink sink) {
        try {
            sink.close();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("sink", sink.name())
                    .addKeyValue("error", e.getMessage())
                    .log("Cannot close the audit log");
        }
    }
}
