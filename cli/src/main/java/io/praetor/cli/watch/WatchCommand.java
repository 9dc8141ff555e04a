package io.praetor.cli.watch;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ClientSettings;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.watch.Watch;
import io.praetor.client.watch.WatchPlan;
import io.praetor.client.watch.WatchPlanException;
import io.praetor.model.flags.Flag;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `watch`: prints something once, or runs a child whenever it changes.
public final class WatchCommand extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER);
    private final Flag<String> type = flags().text(
                    "type",
                    "",
                    "What to watch: \"key\", \"keyprefix\", \"services\", \"nodes\", \"service\", \"checks\" or "
                            + "\"event\".");
    private final Flag<String> key = flags().text("key", "", "The key, for type \"key\".");
    private final Flag<String> prefix = flags().text("prefix", "", "The prefix of keys, for type \"keyprefix\".");
    private final Flag<String> name =
            flags().text("name", "", "Name of the events, for type \"event\". The default is all.");
    private final Flag<String> service = flags().text(
                    "service", "", "The service, for type \"service\"; for type \"checks\" only those of a service.");
    private final Flag<List<String>> tags =
            flags().texts("tag", "A tag that instances must have, for type \"service\". May be given several times.");
    private final Flag<String> passingOnly = flags().text(
                    "passingonly",
                    "",
                    "Whether to see only instances that are well, for type \"service\": true or false.");
    private final Flag<String> state =
            flags().text("state", "", "Only checks in this state, for type \"checks\". The default is all.");
    private final Flag<Boolean> shell = flags().bool(
                    "shell",
                    true,
                    "Run the child in a shell, $SHELL or /bin/sh. With -shell=false it is started directly. The default is "
                            + "true.");

    @Override
    protected String usage() {
        return "consul watch [options] [child...]";
    }

    @Override
    protected String description() {
        return """
                Watches a key, a service or something else. With a child, it is run for the
                first state and for every change, with the state as one line of JSON on its
                standard input and its index in CONSUL_INDEX. Without a child, the state is
                printed once.

                Look at a service:

                    $ consul watch -type=service -service=web

                Rewrite a file whenever keys change:

                    $ consul watch -type=keyprefix -prefix=app/ ./render.sh
                """;
    }

    @Override
    protected boolean passesArgumentsOn() {
        return true;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (type.get().isEmpty()) {
            return failWithHelp(context, "Watch type must be specified");
        }
        if (type.get().startsWith("connect_") || type.get().equals("agent_service")) {
            return context.fail("Type " + type.get() + " is not supported in the CLI tool");
        }
        WatchPlan plan;
        try {
            plan = WatchPlan.parse(parameters(), Set.of());
        } catch (IllegalArgumentException e) {
            return context.fail("Failed to parse passingonly flag: " + e.getMessage());
        } catch (WatchPlanException e) {
            return context.fail(String.valueOf(e.getMessage()));
        }
        ClientSettings settings = api.settings(context);
        if (settings == null) {
            return Context.FAILURE;
        }
        try (ConsulClient client = ConsulClient.open(settings)) {
            client.agent().nodeName();
        } catch (ConsulException e) {
            return context.fail("Error querying Consul agent: " + e.getMessage());
        } catch (IOException e) {
            return context.fail("Error connecting to Consul agent: " + e.getMessage());
        }
        ChangeHandler handler = arguments.isEmpty()
                ? new ChangeHandler.Printer(context)
                : new ChangeHandler.Runner(arguments, shell.get(), context);
        return run(plan, settings, handler, context);
    }

    private static int run(WatchPlan plan, ClientSettings settings, ChangeHandler handler, Context context) {
        Watch watch;
        try {
            watch = new Watch(plan, settings, handler);
        } catch (IOException e) {
            return context.fail("Error connecting to Consul agent: " + e.getMessage());
        }
        handler.endsWith(watch::close);
        context.system().onSignal(signal -> {
            boolean shutdown = signal.equals("INT") || signal.equals("TERM");
            if (shutdown) {
                watch.close();
            }
            handler.signal(signal, shutdown);
        });
        try {
            watch.run();
        } finally {
            watch.close();
        }
        return handler.exitCode();
    }

    /// @throws IllegalArgumentException for a boolean that is none
    private Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        put(parameters, type);
        put(parameters, key);
        put(parameters, prefix);
        put(parameters, name);
        put(parameters, service);
        put(parameters, state);
        if (!tags.get().isEmpty()) {
            parameters.put("tag", tags.get());
        }
        if (api.isStale()) {
            parameters.put("stale", true);
        }
        if (!passingOnly.get().isEmpty()) {
            parameters.put("passingonly", parseBool(passingOnly.get()));
        }
        return parameters;
    }

    private static void put(Map<String, Object> parameters, Flag<String> flag) {
        if (!flag.get().isEmpty()) {
            parameters.put(flag.name(), flag.get());
        }
    }

    private static boolean parseBool(String text) {
        return switch (text) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "0", "f", "F", "FALSE", "false", "False" -> false;
            default ->
                throw new IllegalArgumentException("strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
        };
    }
}
