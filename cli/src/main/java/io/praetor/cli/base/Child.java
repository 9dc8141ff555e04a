package io.praetor.cli.base;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A child process of a command: told of signals, ended when asked, first with SIGTERM and then with SIGKILL. Safe for
/// use by many threads: signals come on their own.
public final class Child {
    private static final long GRACE_SECONDS = 5;
    private static final int SIGNALLED = 128;
    private static final int TERM = 15;
    private static final int KILL = 9;

    private final Process process;
    private final Context context;
    private boolean ending;
    private boolean killed;

    private Child(Process process, Context context) {
        this.process = process;
        this.context = context;
    }

    /// Starts a child.
    ///
    /// @param command     the child's words
    /// @param shell       whether a shell reads them, joined by blanks
    /// @param environment variables to add
    /// @throws IOException with the reason in the original's words
    public static Child start(
            List<String> command, boolean shell, Map<String, String> environment, ChildInput input, Context context)
            throws IOException {
        List<String> words = shell ? shellCommand(command, context) : command;
        context.out().flush();
        context.err().flush();
        try {
            return new Child(context.system().startChild(words, environment, input), context);
        } catch (IOException e) {
            throw new IOException(startFailure(words.getFirst(), e), e);
        }
    }

    private static List<String> shellCommand(List<String> child, Context context) {
        String program = context.environment().getOrDefault("SHELL", "");
        List<String> command = new ArrayList<>();
        command.add(program.isEmpty() ? "/bin/sh" : program);
        command.add("-c");
        command.add(String.join(" ", child));
        return command;
    }

    /// The JDK hides the system's words in a sentence of its own: `..., error: 2 (No such file or directory)`.
    private static String startFailure(String program, IOException e) {
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

    /// Gives the child its whole input; one that does not read it loses it.
    public void feed(byte[] input) {
        try (var stdin = process.getOutputStream()) {
            stdin.write(input);
        } catch (IOException e) {
            // the child has closed its input, or has ended: its own business
        }
    }

    /// Waits for the end.
    ///
    /// @return empty after success, else how it ended: `exit status 7`, `signal: killed`
    public String await() throws InterruptedException {
        int code;
        try {
            code = process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
        return code == 0 ? "" : exitText(code);
    }

    private synchronized String exitText(int code) {
        // the JDK reports death by a signal as 128 + its number, which a shell's own exit code may be too; ours are
        // certain
        if (ending && code == SIGNALLED + TERM) {
            return "signal: terminated";
        }
        if (killed && code == SIGNALLED + KILL) {
            return "signal: killed";
        }
        return "exit status " + code;
    }

    /// Passes a signal on, by its name without `SIG`.
    public void signal(String name) {
        if (process.isAlive()) {
            try {
                context.system().signal(process, name);
            } catch (IOException e) {
                context.fail("Error sending signal " + name + " to handler: " + e.getMessage());
            }
        }
    }

    /// SIGTERM, and SIGKILL if that does not help in time. Does not wait.
    public void end() {
        synchronized (this) {
            if (ending) {
                return;
            }
            ending = true;
        }
        process.destroy();
        Thread.ofPlatform().daemon().name("kill-child").start(() -> {
            try {
                if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    synchronized (this) {
                        killed = true;
                    }
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
