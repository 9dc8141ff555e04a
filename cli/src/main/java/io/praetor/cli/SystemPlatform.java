package io.praetor.cli;

import io.praetor.cli.base.Platform;
import java.io.File;
import java.io.IOException;
import java.security.SecureRandom;
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
    public RandomGenerator secureRandom() {
        return new SecureRandom();
    }

    @Override
    public Process startChild(List<String> command, Map<String, String> environment, boolean passStdin)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectInput(passStdin ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.from(NOTHING));
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
