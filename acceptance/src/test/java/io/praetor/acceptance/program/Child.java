package io.praetor.acceptance.program;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A process that writes to files, so that its output can be watched while it runs.
public final class Child implements Closeable {

    private final Process process;
    private final Path out;
    private final Path err;

    private Child(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /// Starts a process in `folder`; `output` is the path, without suffix, of the files for its streams.
    public static Child start(
            List<String> command, Map<String, String> environment, Path folder, Path output, @Nullable String input)
            throws IOException {
        Path in = Path.of(output + ".in");
        Path out = Path.of(output + ".out");
        Path err = Path.of(output + ".err");
        Files.writeString(in, input == null ? "" : input);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Child(builder.start(), out, err);
    }

    /// What it has written to standard output so far.
    public String out() throws IOException {
        return read(out);
    }

    /// What it has written to standard error so far.
    public String err() throws IOException {
        return read(err);
    }

    /// Both streams, output first.
    public String output() throws IOException {
        return out() + err();
    }

    /// Whether it still runs.
    public boolean isRunning() {
        return process.isAlive();
    }

    /// Its number.
    public long pid() {
        return process.pid();
    }

    /// Sends a signal, such as `INT`, to this process alone.
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name, process.pid()))
                .start()
                .waitFor();
    }

    /// Waits for the end and returns the exit code; ends the process and throws when that takes too long.
    public int finish(Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            throw new IOException("still running after %d s; output: %s".formatted(patience.toSeconds(), output()));
        }
        return process.exitValue();
    }

    /// Ends the process and what it started, at once, and waits until it is gone.
    @Override
    public void close() {
        List<ProcessHandle> offspring = process.descendants().toList();
        process.destroyForcibly();
        offspring.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
