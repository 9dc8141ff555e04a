package io.praetor.agent.program;

import io.praetor.model.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of a program. What it started and left behind ends with it.
public final class Program {
    private static final Logger LOG = LoggerFactory.getLogger(Program.class);
    private static final int PIECE_BYTES = 4096;

    /// Makes its argument the leader of a session and so of a process group, where the system has it.
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Process process;
    private final boolean ownGroup;
    private final Thread reader;

    /// What to run.
    ///
    /// @param words       program and arguments
    /// @param environment variables to add to the agent's
    /// @param input       what it reads on standard input
    public record Order(List<String> words, Map<String, String> environment, Bytes input) {
        /// Copies the lists.
        public Order {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
        }

        /// A shell that reads a line.
        public static Order ofShell(String line, Map<String, String> environment, Bytes input) {
            return new Order(List.of("/bin/sh", "-c", line), environment, input);
        }
    }

    /// Takes what a program writes.
    @FunctionalInterface
    public interface Output {
        /// A piece; the array is the reader's again when this returns. Called on one thread.
        void take(byte[] bytes, int count);
    }

    private Program(Process process, boolean ownGroup, Thread reader) {
        this.process = process;
        this.ownGroup = ownGroup;
        this.reader = reader;
    }

    /// Starts a program. Its two output streams are one.
    ///
    /// @param name of the threads that serve it
    /// @throws IOException when it cannot be started, with the original's words
    public static Program start(Order order, String name, Output output) throws IOException {
        boolean ownGroup = Files.isExecutable(SETSID);
        List<String> words = new ArrayList<>();
        if (ownGroup) {
            words.add(SETSID.toString());
            requireProgram(order.words().getFirst());
        }
        words.addAll(order.words());
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(order.environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException(startFailure(order.words().getFirst(), e), e);
        }
        Thread reader = Thread.ofVirtual().name(name + " output").start(() -> read(process, output));
        Thread.ofVirtual()
                .name(name + " input")
                .start(() -> feed(process, order.input().array()));
        return new Program(process, ownGroup, reader);
    }

    /// Behind `setsid` the system would not tell us that there is no such program.
    private static void requireProgram(String program) throws IOException {
        if (program.indexOf('/') >= 0) {
            Path path = Path.of(program);
            if (!Files.exists(path)) {
                throw new IOException("fork/exec " + program + ": no such file or directory");
            }
            if (Files.isDirectory(path) || !Files.isExecutable(path)) {
                throw new IOException("fork/exec " + program + ": permission denied");
            }
            return;
        }
        String folders = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        for (String folder : folders.split(":", -1)) {
            Path path = Path.of(folder.isEmpty() ? "." : folder, program);
            if (!program.isEmpty() && Files.isRegularFile(path) && Files.isExecutable(path)) {
                return;
            }
        }
        throw new IOException("exec: \"" + program + "\": executable file not found in $PATH");
    }

    private static String startFailure(String program, IOException e) {
        String text = String.valueOf(e.getMessage());
        int comma = text.lastIndexOf(", ");
        return "fork/exec " + program + ": " + (comma < 0 ? text : text.substring(comma + 2));
    }

    private static void read(Process process, Output output) {
        byte[] piece = new byte[PIECE_BYTES];
        try (InputStream in = process.getInputStream()) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                output.take(piece, count);
            }
        } catch (IOException e) {
            LOG.debug("A program's output broke off", e);
        }
    }

    private static void feed(Process process, byte[] input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input);
        } catch (IOException e) {
            LOG.trace("A program did not read its input", e);
        }
    }

    /// Waits for its end; then all its output has been taken.
    ///
    /// @return its exit code; 128 and more for a signal
    public int await() throws InterruptedException {
        int code = process.waitFor();
        killGroup();
        reader.join();
        return code;
    }

    /// Ends it, at once and with all it has started.
    public void kill() {
        List<ProcessHandle> others = process.descendants().toList();
        process.destroyForcibly();
        killGroup();
        others.forEach(ProcessHandle::destroyForcibly);
    }

    /// The JDK can signal single processes only.
    private void killGroup() {
        if (!ownGroup) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-s", "KILL", "--", "-" + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("Cannot end a process group");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
