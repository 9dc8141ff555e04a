package io.praetor.cli;

import io.praetor.cli.base.ChildInput;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.Output;
import io.praetor.cli.base.Platform;
import io.praetor.client.FakeAgent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Runs a command line in this process, with an environment, input and platform of its own.
public final class CliRun implements Platform {
    private static final long STEP_NANOS = 100_000_000;

    private final Map<String, String> environment = new HashMap<>(Map.of("SHELL", "/bin/sh"));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String stdin = "";
    private volatile @Nullable SignalHandler handler;
    private volatile @Nullable Process child;
    private boolean awaitChild = true;
    private volatile boolean hurried;
    private final AtomicLong passed = new AtomicLong();
    private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final CountDownLatch started = new CountDownLatch(1);
    private final List<Thread> readers = new CopyOnWriteArrayList<>();

    /// What came of it.
    public record Result(int code, String out, String err) {}

    public static CliRun against(FakeAgent agent) {
        return new CliRun().with("CONSUL_HTTP_ADDR", agent.address());
    }

    public CliRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public CliRun stdin(String text) {
        stdin = text;
        return this;
    }

    /// Lets a child run beside the command; its output is then of no interest.
    public CliRun withLongChild() {
        awaitChild = false;
        return this;
    }

    public Result run(String... arguments) {
        return run(Arrays.asList(arguments));
    }

    public Result run(List<String> arguments) {
        Context context = new Context(
                environment,
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                new Output(out),
                new Output(err),
                this);
        int code = CommandLine.run(arguments, context);
        try {
            for (Thread reader : readers) {
                reader.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Override
    public long nanoTime() {
        return hurried ? passed.addAndGet(STEP_NANOS) : System.nanoTime();
    }

    /// From now on a tenth of a second passes with every look at the clock, and no time between.
    public CliRun withHurriedClock() {
        hurried = true;
        return this;
    }

    @Override
    public RandomGenerator secureRandom() {
        return new Random(1);
    }

    @Override
    public Instant now() {
        return now;
    }

    /// Time passes only here.
    @Override
    public void sleep(Duration time) {
        now = now.plus(time);
    }

    /// With a child whose end is awaited, its output comes between the command's own lines, as on a terminal.
    @Override
    public Process startChild(List<String> command, Map<String, String> extra, ChildInput input) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(extra);
        if (!awaitChild) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        Process process = builder.start();
        child = process;
        started.countDown();
        if (input == ChildInput.PIPED) {
            readers.add(Thread.ofVirtual().start(() -> copyOutput(process)));
            return process;
        }
        if (input == ChildInput.INHERITED) {
            process.getOutputStream().write(stdin.getBytes(StandardCharsets.UTF_8));
        }
        process.getOutputStream().close();
        if (awaitChild) {
            process.getInputStream().transferTo(out);
        }
        return process;
    }

    private void copyOutput(Process process) {
        try {
            process.getInputStream().transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void signal(Process process, String name) throws IOException {
        new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start();
    }

    @Override
    public void onSignal(SignalHandler signals) {
        handler = signals;
    }

    public @Nullable Process child() {
        return child;
    }

    /// Waits until a child has been started.
    public void awaitChild() throws InterruptedException {
        started.await();
    }

    /// Sends the command a signal.
    public void interrupt(String name) {
        SignalHandler signals = handler;
        if (signals == null) {
            throw new IllegalStateException("the command takes no signals yet");
        }
        signals.signal(name);
    }
}
