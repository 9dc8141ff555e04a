package io.praetor.cli.lock;

import io.praetor.cli.base.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The child of `lock`: started, told of signals, ended when the lock is lost. Signals and loss come from other
/// threads.
final class ChildProcess {
    private static final long GRACE_SECONDS = 5;
    private static final Map<String, String> ENVIRONMENT = Map.of("CONSUL_LOCK_HELD", "true");

    private final List<String> child;
    private final boolean shell;
    private final boolean passStdin;
    private final Context context;
    private final boolean verbose;

    private @Nullable Process process;

    private @Nullable String endReason;
    private boolean killed;

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
        context.out().flush();
        context.err().flush();
        Process started;
        try {
            synchronized (this) {
                if (endReason != null) {
                    say(endReason);
                    return true;
                }
                started = context.system().startChild(command(), ENVIRONMENT, passStdin);
                process = started;
            }
        } catch (IOException e) {
            context.fail("Error starting handler: " + startFailure(e));
            return false;
        }
        try {
            int code = started.waitFor();
            if (code != 0) {
                context.fail("Error running handler: " + exitText(code));
            }
            return code == 0;
        } catch (InterruptedException e) {
            started.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> command() {
        if (!shell) {
            return child;
        }
        String program = context.environment().getOrDefault("SHELL", "");
        List<String> command = new ArrayList<>();
        command.add(program.isEmpty() ? "/bin/sh" : program);
        command.add("-c");
        command.add(String.join(" ", child));
        return command;
    }

    /// The JDK hides the system's words in a sentence of its own: `..., error: 2 (No such file or directory)`.
    private String startFailure(IOException e) {
        String program = command().getFirst();
        if (program.indexOf('/') < 0) {
            return "exec: \"" + program + "\": executable file not found in $PATH";
        }
        String text = String.valueOf(e.getMessage()).strip();
        int open = text.lastIndexOf('(');
        int comma = text.lastIndexOf(", ");
        String reason = open >= 0 && text.endsWith(")")
                ? text.substring(open + 1, text.length() - 1)
                : comma >= 0 ? text.substring(comma + 2) : text;
        reason = reason.isEmpty() ? text : Character.toLowerCase(reason.charAt(0)) + reason.substring(1);
        return "fork/exec " + program + ": " + reason;
    }

    private synchronized String exitText(int code) {
        // the JDK reports death by a signal as 128 + its number, which a shell's own exit code may be too; ours are
        // certain
        if (endReason != null && code == 128 + 15) {
            return "signal: terminated";
        }
        if (killed && code == 128 + 9) {
            return "signal: killed";
        }
        return "exit status " + code;
    }

    /// Passes a signal on; with `shutdown` the child is also ended.
    synchronized void signal(String name, boolean shutdown) {
        Process running = process;
        if (running != null && running.isAlive()) {
            try {
                context.system().signal(running, name);
            } catch (IOException e) {
                context.fail("Error sending signal " + name + " to handler: " + e.getMessage());
            }
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
        Process running = process;
        if (running != null) {
            end(running);
        }
    }

    /// SIGTERM, and SIGKILL if that does not help in time.
    private void end(Process running) {
        if (endReason != null) {
            say(endReason);
        }
        running.destroy();
        Thread.ofPlatform().daemon().name("kill-child").start(() -> {
            try {
                if (!running.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    synchronized (this) {
                        killed = true;
                    }
                    running.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void say(String line) {
        if (verbose) {
            context.out().line(line);
            context.out().flush();
        }
    }
}
