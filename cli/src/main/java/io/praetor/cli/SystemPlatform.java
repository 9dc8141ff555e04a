package io.praetor.cli;

import io.praetor.cli.base.ChildInput;
import io.praetor.cli.base.Platform;
import java.io.File;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The real machine.
final class SystemPlatform implements Platform {
    private static final File NOTHING = new File("/dev/null");

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    @Override
    public RandomGenerator secureRandom() {
        return new SecureRandom();
    }

    @Override
    public Process startChild(List<String> command, Map<String, String> environment, ChildInput input)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectInput(
                        switch (input) {
                            case INHERITED -> ProcessBuilder.Redirect.INHERIT;
                            case EMPTY -> ProcessBuilder.Redirect.from(NOTHING);
                            case PIPED -> ProcessBuilder.Redirect.PIPE;
                        });
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Override
    public void signal(Process child, String name) throws IOException {
        // the JDK itself can send no others than TERM and KILL
        new ProcessBuilder("kill", "-s", name, Long.toString(child.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Override
    public void onSignal(SignalHandler handler) {
        Signals.handle(handler);
    }
}
