package io.praetor.agent.watch;

import io.praetor.agent.program.OutputTail;
import io.praetor.agent.program.Program;
import io.praetor.client.watch.WatchResult;
import io.praetor.model.Bytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a program for every change: the result as a line of JSON on standard input, its index in `CONSUL_INDEX`; the
/// end
/// of the output goes to the log.
final class ProgramHandler implements WatchHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramHandler.class);

    /// Bytes of output that the log shows.
    private static final int OUTPUT_BYTES = 4 * 1024;

    private final WatchDefinition definition;
    private @Nullable Program running;
    private boolean cancelled;

    ProgramHandler(WatchDefinition definition) {
        this.definition = definition;
    }

    @Override
    public void handle(WatchResult result) throws InterruptedException {
        byte[] json = result.compact().array();
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        Map<String, String> environment = Map.of("CONSUL_INDEX", result.index());
        Program.Order order = definition.isOldStyle()
                ? Program.Order.ofShell(definition.line(), environment, Bytes.of(line))
                : new Program.Order(definition.words(), environment, Bytes.of(line));
        OutputTail output = new OutputTail(OUTPUT_BYTES);
        Program program;
        try {
            program = start(order, output);
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
            return;
        }
        if (program == null) {
            return;
        }
        int code;
        try {
            code = program.await();
        } finally {
            finished();
        }
        if (code != 0) {
            failed("exit status " + code);
        }
        LOG.atDebug()
                .addKeyValue("watch_handler", shown())
                .addKeyValue("output", output.text())
                .log("watch handler output");
    }

    private synchronized @Nullable Program start(Program.Order order, OutputTail output) throws IOException {
        if (cancelled) {
            return null;
        }
        Program program = Program.start(order, "watch handler", output);
        running = program;
        return program;
    }

    private synchronized void finished() {
        running = null;
    }

    private void failed(String error) {
        LOG.atError()
                .addKeyValue("watch_handler", shown())
                .addKeyValue("error", error)
                .log("Failed to run watch handler");
    }

    private String shown() {
        List<String> words = definition.words();
        return definition.isOldStyle() ? definition.line() : String.join(" ", words);
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            running.kill();
        }
    }
}
