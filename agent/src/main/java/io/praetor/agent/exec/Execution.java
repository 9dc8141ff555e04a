package io.praetor.agent.exec;

import io.praetor.agent.program.Program;
import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.exec.ExecEvent;
import io.praetor.model.exec.ExecJob;
import io.praetor.server.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job on this node: acknowledged, run, its output and exit code written as they come.
final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    /// The exit code of a job that could not be run, or not to its end.
    private static final int INTERNAL_FAILURE = 255;

    private final ExecEvent event;
    private final String node;
    private final JobStore store;
    private final Ticker ticker;

    private final Object lock = new Object();
    private @Nullable Program program;
    private boolean cancelled;

    /// Guarded by lock; its exit code once the program has ended.
    private @Nullable Integer ended;

    private int written;

    Execution(ExecEvent event, String node, JobStore store, Ticker ticker) {
        this.event = event;
        this.node = node;
        this.store = store;
        this.ticker = ticker;
    }

    /// Runs the job to its end.
    void run() {
        int code = INTERNAL_FAILURE;
        try {
            ExecJob job = job();
            if (job == null) {
                return;
            }
            if (!write("ack", Bytes.EMPTY)) {
                LOG.atError().addKeyValue("key", key("ack")).log("failed to ack remote exec job");
                return;
            }
            try {
                code = execute(job);
            } finally {
                if (!write("exit", Bytes.of(Integer.toString(code)))) {
                    LOG.atError().addKeyValue("key", key("exit")).log("failed to write exit code of remote exec job");
                }
            }
        } catch (IOException | DecodeException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("remote exec failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What to do. A server that is behind may not know it yet; then the leader does.
    private @Nullable ExecJob job() throws IOException, DecodeException {
        Bytes stored = store.read(event.jobKey(), false);
        if (stored == null) {
            stored = store.read(event.jobKey(), true);
        }
        if (stored == null) {
            LOG.atError().addKeyValue("key", event.jobKey()).log("remote exec job does not exist");
            return null;
        }
        return Json.parse(ExecJob.CODEC, stored.array(), false);
    }

    private int execute(ExecJob job) throws IOException, InterruptedException {
        Bytes script = job.script();
        if (script == null || script.length() == 0) {
            return execute(order(job, job.command()), Duration.ofNanos(job.silence()));
        }
        Path file = Files.createTempFile(
                "rexec", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        try {
            Files.write(file, script.array());
            return execute(order(job, file.toString()), Duration.ofNanos(job.silence()));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Program.Order order(ExecJob job, String line) {
        List<String> words = job.args();
        return words == null || words.isEmpty()
                ? Program.Order.ofShell(line, Map.of(), Bytes.EMPTY)
                : new Program.Order(words, Map.of(), Bytes.EMPTY);
    }

    private int execute(Program.Order order, Duration heartbeat) throws IOException, InterruptedException {
        OutputChunks chunks = new OutputChunks(heartbeat, ticker.nanos());
        Program started;
        synchronized (lock) {
            if (cancelled) {
                return INTERNAL_FAILURE;
            }
            try {
                started = Program.start(order, "remote exec", (bytes, count) -> take(chunks, bytes, count));
            } catch (IOException e) {
                LOG.atError().addKeyValue("error", e.getMessage()).log("failed to start remote exec");
                return INTERNAL_FAILURE;
            }
            program = started;
        }
        Thread.ofVirtual().name("remote exec end").start(() -> awaitEnd(started));
        try {
            return pump(chunks);
        } finally {
            synchronized (lock) {
                cancelled = true;
                lock.notifyAll();
            }
            started.kill();
        }
    }

    /// A program that writes faster than the servers take it has to wait.
    private void take(OutputChunks chunks, byte[] bytes, int count) {
        synchronized (lock) {
            while (chunks.isFull() && !cancelled) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
            if (!cancelled) {
                chunks.add(bytes, count, ticker.nanos());
                lock.notifyAll();
            }
        }
    }

    private void awaitEnd(Program started) {
        int code = INTERNAL_FAILURE;
        try {
            code = started.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (lock) {
            ended = code;
            lock.notifyAll();
        }
    }

    /// Writes pieces as they fall due.
    ///
    /// @return the exit code
    private int pump(OutputChunks chunks) throws IOException, InterruptedException {
        while (true) {
            Bytes chunk;
            synchronized (lock) {
                if (ended != null) {
                    chunks.finish();
                }
                chunk = chunks.next(ticker.nanos());
                if (ended != null && (chunk == null || chunk.length() == 0)) {
                    return ended;
                }
                if (cancelled) {
                    return INTERNAL_FAILURE;
                }
                if (chunk == null) {
                    TimeUnit.NANOSECONDS.timedWait(lock, Math.max(1, chunks.nanosUntilDue(ticker.nanos())));
                    continue;
                }
                lock.notifyAll();
            }
            if (!write(String.format(Locale.ROOT, "out/%05x", written++), chunk)) {
                LOG.atError().addKeyValue("key", event.directory()).log("the session of a remote exec job is gone");
                return INTERNAL_FAILURE;
            }
        }
    }

    private boolean write(String name, Bytes value) throws IOException {
        return store.write(key(name), value, event.session());
    }

    private String key(String name) {
        return event.directory() + node + "/" + name;
    }

    /// Ends the job.
    void cancel() {
        synchronized (lock) {
            cancelled = true;
            if (program != null) {
                program.kill();
            }
            lock.notifyAll();
        }
    }
}
