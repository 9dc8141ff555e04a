package io.praetor.agent.check.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One run of a program: from its start until it has ended and nobody holds its output, or until it was killed. Looked
/// after by the thread of [Scripts]; killed from any.
final class ScriptRun implements Probe.Attempt {
    private final Function<Ended, Finding> judge;
    private final String lateText;
    private final Consumer<Finding> done;
    private final Tail tail;
    private @Nullable Process process;
    private int file = -1;
    private boolean ownGroup;
    private boolean expired;
    private boolean cancelled;
    private boolean killed;
    private boolean ended;
    private int looksSinceKill;

    /// How a program ended by itself.
    ///
    /// @param code   its exit code; 128 and more for a signal
    /// @param output what it wrote
    record Ended(int code, Tail output) {}

    /// @param limit    bytes of output to keep
    /// @param lateText what to say when its time is over
    ScriptRun(int limit, String lateText, Function<Ended, Finding> judge, Consumer<Finding> done) {
        this.tail = new Tail(limit);
        this.lateText = lateText;
        this.judge = judge;
        this.done = done;
    }

    /// @param output    a file descriptor of a pipe, ours from now on
    /// @param inSession whether it leads a process group
    void started(Process started, int output, boolean inSession) {
        boolean unwanted;
        synchronized (this) {
            process = started;
            file = output;
            ownGroup = inSession;
            unwanted = expired || cancelled;
        }
        if (unwanted) {
            kill();
        }
    }

    /// The program could not be started.
    void failed(String reason) {
        boolean wanted;
        synchronized (this) {
            wanted = !cancelled && !ended;
            ended = true;
        }
        if (wanted) {
            done.accept(Finding.decisivelyCritical(reason));
        }
    }

    @Override
    public void expire() {
        synchronized (this) {
            expired = true;
        }
        kill();
    }

    @Override
    public void cancel() {
        synchronized (this) {
            cancelled = true;
        }
        kill();
    }

    private void kill() {
        Process running;
        boolean group;
        synchronized (this) {
            running = process;
            group = ownGroup;
            if (running == null || killed || ended) {
                return;
            }
            killed = true;
        }
        // first, for those that left the group are found through their parents only
        List<ProcessHandle> others = running.descendants().toList();
        if (group) {
            Posix.killGroup(running.pid(), Posix.SIGKILL);
        }
        others.forEach(ProcessHandle::destroyForcibly);
        running.destroyForcibly();
    }

    /// Reads what came since the last look.
    ///
    /// @return whether the run is over; then whoever waits for it has been told
    boolean look(ByteBuffer buffer, int reads, int looksAfterKill) {
        Process running;
        int from;
        synchronized (this) {
            running = process;
            from = file;
        }
        if (running == null || from < 0) {
            return true;
        }
        boolean more = true;
        try {
            for (int i = 0; i < reads && more; i++) {
                more = Posix.read(from, buffer);
                if (!buffer.hasRemaining()) {
                    break;
                }
                tail.add(buffer);
            }
        } catch (IOException e) {
            more = false;
        }
        synchronized (this) {
            boolean givenUp = killed && ++looksSinceKill > looksAfterKill;
            if ((more || running.isAlive()) && !givenUp) {
                return false;
            }
        }
        end(running, from);
        return true;
    }

    private void end(Process over, int output) {
        boolean late;
        boolean wanted;
        synchronized (this) {
            ended = true;
            file = -1;
            late = expired;
            wanted = !cancelled;
        }
        Posix.close(output);
        if (!wanted) {
            return;
        }
        if (late) {
            String text = tail.captured();
            done.accept(Finding.decisivelyCritical(text.isEmpty() ? lateText : lateText + "\n\n" + text));
        } else {
            done.accept(judge.apply(new Ended(over.exitValue(), tail)));
        }
    }
}
