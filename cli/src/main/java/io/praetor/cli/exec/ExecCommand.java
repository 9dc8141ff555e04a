package io.praetor.cli.exec;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.EventFilters;
import io.praetor.cli.base.NumberFlags;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.Bytes;
import io.praetor.model.exec.ExecJob;
import io.praetor.model.flags.Flag;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// `exec`: executes a command on all nodes whose agents allow it, or those that match.
public final class ExecCommand extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER);
    private final EventFilters filters = new EventFilters(flags());
    private final Flag<String> prefix =
            flags().text("prefix", "_rexec", "Prefix of the keys that carry the job. The default is \"_rexec\".");
    private final Flag<Boolean> shell = flags().bool(
                    "shell",
                    true,
                    "Let a shell on the nodes read the command. With -shell=false it is started directly. The default is "
                            + "true.");
    private final Flag<Duration> wait = NumberFlags.duration(
            flags(), "wait", "End when no node has said anything for this time. The default is 2s.");
    private final Flag<Duration> replication = NumberFlags.duration(
            flags(), "wait-repl", "How long to wait for servers to learn of the job. The default is 200ms.");
    private final Flag<Boolean> verbose = flags().bool("verbose", false, "Say what happens.");

    @Override
    protected String usage() {
        return "consul exec [options] [-|command...]";
    }

    @Override
    protected String description() {
        return """
                Executes a command on all nodes, or those that the filters match, and shows
                their output and exit codes. With "-" the command is a script from standard
                input. Agents take part only with disable_remote_exec = false.

                On all nodes:

                    $ consul exec uptime

                Where the web server runs, with a script:

                    $ consul exec -service=web - < check.sh
                """;
    }

    @Override
    protected boolean passesArgumentsOn() {
        return true;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        boolean script = arguments.size() == 1 && arguments.getFirst().equals("-");
        if (script && !shell.get()) {
            return context.fail("Cannot configure -shell=false when reading from stdin");
        }
        if (arguments.isEmpty()) {
            return failWithHelp(context, "Must specify a command to execute");
        }
        String fault = filters.fault();
        if (fault != null) {
            return context.fail(fault);
        }
        ExecJob job;
        try {
            job = job(arguments, script, context);
        } catch (IOException e) {
            return context.fail("Failed to read stdin: " + e.getMessage());
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            client.agent().nodeName();
            Duration pause = replication.isSet() ? replication.get() : Duration.ofMillis(200);
            RemoteJob remote = new RemoteJob(client, context, prefix.get(), verbose.get());
            context.system().onSignal(signal -> {
                if (signal.equals("INT") || signal.equals("TERM")) {
                    remote.interrupt();
                }
            });
            return remote.run(job, filters.get(), pause);
        } catch (ConsulException e) {
            return context.fail("Error querying Consul agent: " + e.getMessage());
        }
    }

    private ExecJob job(List<String> arguments, boolean script, Context context) throws IOException {
        Duration silence = wait.isSet() ? wait.get() : Duration.ofSeconds(2);
        if (script) {
            return new ExecJob("", null, Bytes.of(context.in().readAllBytes()), silence.toNanos());
        }
        return shell.get()
                ? new ExecJob(String.join(" ", arguments), null, null, silence.toNanos())
                : new ExecJob("", arguments, null, silence.toNanos());
    }
}
