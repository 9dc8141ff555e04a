package io.praetor.cli.lock;

import io.praetor.cli.base.Child;
import io.praetor.cli.base.ChildInput;
import io.praetor.cli.base.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The child of `lock`: started, told of signals, ended when the lock is lost. Signals and loss come from other
/// threads.
final class ChildProcess {
    private static final Map<String, String> ENVIRONMENT = Map.of("CONSUL_LOCK_HELD", "true");

    private final List<String> child;
    private final boolean shell;
    private final boolean passStdin;
    private final Context context;
    private final boolean verbose;

    private @Nullable Child running;

    private @Nullable String endReason;

    ChildProcess(List<String> child, boolean shell, boolean passStdin, Context context, boolean verbose) {
        this.child = List.copyOf(child);
        this.shell = shell;
        this.passStdin = passStdin;
        this.context = context;
        this.verbose = verbose;
    }

    /// Runs the child to its end.
    ///
    /// @return whether it succeeded
    boolean run() {
        say("Starting handler");
        Child started;
        try {
            synchronized (this) {
                if (endReason != null) {
                    say(endReason);
                    return true;
                }
                ChildInput input = passStdin ? ChildInput.INHERITED : ChildInput.EMPTY;
                started = Child.start(child, shell, ENVIRONMENT, input, context);
                running = started;
            }
        } catch (IOException e) {
            context.fail("Error starting handler: " + e.getMessage());
            return false;
        }
        try {
            String fault = started.await();
            if (!fault.isEmpty()) {
                context.fail("Error running handler: " + fault);
            }
            return fault.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Passes a signal on; with `shutdown` the child is also ended.
    synchronized void signal(String name, boolean shutdown) {
        if (running != null) {
            running.signal(name);
        }
        if (shutdown) {
            requestEnd("Shutdown triggered, killing child");
        }
    }

    synchronized void lockLost() {
        requestEnd("Lock lost, killing child");
    }

    private void requestEnd(String reason) {
        if (endReason != null) {
            return;
        }
        endReason = reason;
        if (running != null) {
            say(reason);
            running.end();
        }
    }

    private void say(String line) {
        if (verbose) {
            context.out().line(line);
            context.out().flush();
        }
    }
}
