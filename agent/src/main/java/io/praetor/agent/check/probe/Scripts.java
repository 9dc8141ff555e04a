package io.praetor.agent.check.probe;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs programs so that none can hurt the agent. Each is the leader of a session of its own (`setsid`), so that it and
/// its children die together. They write into a named pipe that one thread empties for all of them, without blocking
/// and a bounded amount at a time: a program that floods is slowed down, one that leaves children behind holds nothing
/// of ours once the run is over. (The JDK's own pipe will not do: when a process ends, the JDK reads what is left
/// without a limit, however much a child goes on to write.)
final class Scripts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scripts.class);
    private static final File NOTHING = new File("/dev/null");
    private static final int BUFFER_BYTES = 64 << 10;

    /// How often running programs are looked at.
    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

    /// How many buffers are read from one program at a look; a program that writes more than 50 MB/s waits.
    private static final int READS_A_LOOK = 4;

    /// How many looks a killed program is given to disappear: one second.
    private static final int LOOKS_AFTER_KILL = (int) (Duration.ofSeconds(1).toNanos() / LOOK_NANOS);

    private final Commands commands;
    private final ConcurrentLinkedQueue<ScriptRun> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicLong names = new AtomicLong();
    private @Nullable Path folder;
    private @Nullable Thread pump;
    private volatile boolean closed;

    Scripts(Commands commands) {
        this.commands = commands;
    }

    /// Starts a program; its output goes to `run`.
    ///
    /// @throws Commands.StartFailure when it cannot be started, with the reason in the original's words
    void start(ScriptRun run, List<String> words) throws Commands.StartFailure {
        List<String> command = new ArrayList<>();
        Path setsid = commands.search("setsid");
        if (setsid != null) {
            command.add(setsid.toString());
        }
        command.add(commands.locate(words.getFirst()));
        command.addAll(words.subList(1, words.size()));
        int file = -1;
        Path pipe = null;
        try {
            pipe = folder().resolve(Long.toString(names.incrementAndGet()));
            file = Posix.openNewPipe(pipe);
            Process process = new ProcessBuilder(command)
                    .redirectInput(NOTHING)
                    .redirectErrorStream(true)
                    .redirectOutput(pipe.toFile())
                    .start();
            run.started(process, file, setsid != null);
            file = -1;
        } catch (IOException e) {
            throw new Commands.StartFailure("fork/exec " + words.getFirst() + ": " + reason(e));
        } finally {
            if (file >= 0) {
                Posix.close(file);
            }
            if (pipe != null) {
                // both ends are open, or nobody needs it
                pipe.toFile().delete();
            }
        }
        arrived.add(run);
        LockSupport.unpark(pump());
    }

    private static String reason(IOException e) {
        String text = String.valueOf(e.getMessage());
        int comma = text.lastIndexOf(", ");
        return comma < 0 ? text : text.substring(comma + 2);
    }

    private synchronized Path folder() throws IOException {
        Path known = folder;
        if (known == null) {
            known = Files.createTempDirectory("praetor-checks");
            folder = known;
        }
        return known;
    }

    private synchronized Thread pump() {
        Thread running = pump;
        if (running == null) {
            running = Thread.ofPlatform().daemon().name("check-scripts").unstarted(this::pumpAll);
            pump = running;
            running.start();
        }
        return running;
    }

    private void pumpAll() {
        List<ScriptRun> running = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        while (!closed || !running.isEmpty() || !arrived.isEmpty()) {
            ScriptRun next;
            while ((next = arrived.poll()) != null) {
                running.add(next);
            }
            if (closed) {
                running.forEach(ScriptRun::cancel);
            }
            running.removeIf(run -> isOver(run, buffer));
            if (running.isEmpty() && !closed) {
                LockSupport.park(this);
            } else if (!running.isEmpty()) {
                LockSupport.parkNanos(this, LOOK_NANOS);
            }
        }
    }

    private static boolean isOver(ScriptRun run, ByteBuffer buffer) {
        try {
            return run.look(buffer, READS_A_LOOK, LOOKS_AFTER_KILL);
        } catch (RuntimeException e) {
            // the others must go on whatever happens to one
            LOG.error("a check's program could not be followed", e);
            run.cancel();
            return true;
        }
    }

    /// Kills what runs, and waits until it is gone.
    @Override
    public void close() {
        closed = true;
        Thread running;
        Path made;
        synchronized (this) {
            running = pump;
            made = folder;
        }
        if (running != null) {
            LockSupport.unpark(running);
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (made != null) {
            made.toFile().delete();
        }
    }
}
