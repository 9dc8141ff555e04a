package io.praetor.agent.check.probe;

import io.praetor.model.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/// Runs a program and judges how it ended.
final class ScriptProbe implements Probe {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private final Scripts scripts;
    private final Executor starter;
    private final List<String> words;
    private final int limit;
    private final Duration timeout;
    private final Function<ScriptRun.Ended, Finding> judge;

    /// @param starter where processes are started: that takes a millisecond or two
    /// @param words   the program and its arguments; no shell
    /// @param timeout zero: 30 seconds
    ScriptProbe(
            Scripts scripts,
            Executor starter,
            List<String> words,
            int limit,
            Duration timeout,
            Function<ScriptRun.Ended, Finding> judge) {
        this.scripts = scripts;
        this.starter = starter;
        this.words = List.copyOf(words);
        this.limit = limit;
        this.timeout = timeout.isPositive() ? timeout : DEFAULT_TIMEOUT;
        this.judge = judge;
    }

    /// The rule of scripts: 0 passing, 1 warning, all else critical.
    static Finding byExitCode(ScriptRun.Ended ended) {
        return byExitCode(ended.code(), ended.output());
    }

    static Finding byExitCode(long code, Tail output) {
        String text = output.captured();
        if (code == 0) {
            return Finding.passing(text);
        }
        return code == 1 ? Finding.warning(text) : Finding.critical(text);
    }

    /// What a run says whose time was over.
    static String late(Duration timeout) {
        return "Timed out (" + GoDuration.format(timeout.toNanos()) + ") running check";
    }

    @Override
    public Kind kind() {
        return Kind.PROCESS;
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public Attempt begin(Consumer<Finding> done) {
        ScriptRun run = new ScriptRun(limit, late(timeout), judge, done);
        starter.execute(() -> {
            try {
                scripts.start(run, words);
            } catch (Commands.StartFailure e) {
                run.failed(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                run.failed(e.toString());
            }
        });
        return run;
    }
}
