package io.praetor.cli.agent;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.LogStream;
import io.praetor.model.flags.Flag;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// `monitor`: shows the agent's log as it is written.
public final class Monitor extends Command {
    private final ApiFlags api = api();
    private final Flag<String> level = flags().text(
                    "log-level",
                    "INFO",
                    "Lowest level of lines to show: TRACE, DEBUG, INFO, WARN or ERR, whatever the agent itself logs. "
                            + "The default is INFO.");
    private final Flag<Boolean> json = flags().bool("log-json", false, "Show lines as JSON objects.");

    @Override
    protected String usage() {
        return "consul monitor [options]";
    }

    @Override
    protected String description() {
        return """
                Shows what the agent logs from now on, until interrupted. The level does not
                depend on that of the agent's own log.

                Look over the agent's shoulder:

                    $ consul monitor -log-level=DEBUG

                For a program:

                    $ consul monitor -log-json | jq .
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        AtomicBoolean interrupted = new AtomicBoolean();
        context.system().onSignal(signal -> {
            if (signal.equals("INT") || signal.equals("TERM")) {
                interrupted.set(true);
                client.close();
            }
        });
        try (client) {
            LogStream log;
            try {
                log = client.agent().monitor(level.get(), json.get());
            } catch (ConsulException e) {
                return interrupted.get() ? 0 : context.fail("Error starting monitor: " + e.getMessage());
            }
            try (log) {
                show(log, context);
            } catch (IOException e) {
                // what ends the stream is told below
            }
        }
        if (!interrupted.get()) {
            context.out().line("Remote side ended the monitor! This usually means that the");
            context.out().line("remote side has exited or crashed.");
        }
        return 0;
    }

    private static void show(LogStream log, Context context) throws IOException {
        for (String line = log.next(); line != null; line = log.next()) {
            context.out().line(line);
            context.out().flush();
        }
    }
}
