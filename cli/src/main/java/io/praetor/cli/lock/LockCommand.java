package io.praetor.cli.lock;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.NumberFlags;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.lock.DistributedLock;
import io.praetor.client.lock.DistributedMutex;
import io.praetor.client.lock.DistributedSemaphore;
import io.praetor.client.lock.LockSettings;
import io.praetor.model.flags.Flag;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// `lock`: acquires, runs a child, releases (spec/cli.md section 4.2).
public final class LockCommand extends Command {
    private static final Duration MONITOR_PAUSE = Duration.ofSeconds(1);

    private final ApiFlags api = api(ApiFlags.Scope.SERVER);
    private final Flag<Boolean> childExitCode = flags().bool(
                    "child-exit-code",
                    false,
                    "Exit with 2 if the child failed; otherwise its exit code does not count.");
    private final Flag<Integer> holders = flags().integer(
                    "n",
                    1,
                    "How many may hold the lock at a time. With more than one it is a semaphore. The default is 1.");
    private final Flag<Integer> monitorRetry = flags().integer(
                    "monitor-retry",
                    3,
                    "How many errors of the servers, a second apart, are tolerated before the lock counts as lost. "
                            + "The default is 3.");
    private final Flag<String> name = flags().text(
                    "name", "", "Name of the session that holds the lock. The default names the child and the prefix.");
    private final Flag<Boolean> passStdin = flags().bool("pass-stdin", false, "Let the child read standard input.");
    private final Flag<Boolean> shell = flags().bool(
                    "shell",
                    true,
                    "Run the child in a shell, $SHELL or /bin/sh. With -shell=false it is started directly. The default is "
                            + "true.");
    private final Flag<Duration> timeout = NumberFlags.duration(
            flags(),
            "timeout",
            "Give up when the lock could not be acquired in this time, such as \"30s\". The default is to wait for ever.");
    private final Flag<Duration> attempt = NumberFlags.duration(flags(), "try", "The old name of -timeout.");
    private final Flag<Boolean> verbose = flags().bool("verbose", false, "Say what happens.");

    @Override
    protected String usage() {
        return "consul lock [options] prefix child...";
    }

    @Override
    protected String description() {
        return """
                Waits for a lock, runs the child while holding it, and releases it when the
                child has ended. Only one holder of the same prefix runs at a time, anywhere in
                the datacenter, or -n of them. If the lock is lost, the child is ended: first
                with SIGTERM, and after five seconds with SIGKILL. Its environment has
                CONSUL_LOCK_HELD=true, and signals are passed on to it.

                Run a job on one machine only:

                    $ consul lock jobs/nightly ./nightly.sh

                Restart a service on at most three machines at a time:

                    $ consul lock -n=3 deploy/web service web restart
                """;
    }

    @Override
    protected boolean passesArgumentsOn() {
        return true;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (holders.get() <= 0) {
            return context.fail("Lock holder limit must be positive");
        }
        if (arguments.size() < 2) {
            return failWithHelp(context, "Key prefix and child command must be specified");
        }
        Duration limit = timeout.isSet() ? timeout.get() : attempt.get();
        if (limit.isNegative()) {
            return context.fail("Timeout must be positive");
        }
        if (monitorRetry.get() < 0) {
            return context.fail("Number for 'monitor-retry' must be >= 0");
        }
        String prefix = arguments.getFirst();
        prefix = prefix.startsWith("/") ? prefix.substring(1) : prefix;
        List<String> child = arguments.subList(1, arguments.size());
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            client.agent().nodeName();
            return hold(client, prefix, child, limit, context);
        } catch (ConsulException e) {
            return context.fail("Error querying Consul agent: " + e.getMessage());
        }
    }

    private int hold(ConsulClient client, String prefix, List<String> child, Duration limit, Context context) {
        String session = name.get().isEmpty()
                ? "Consul lock for '" + String.join(" ", child) + "' at '" + prefix + "'"
                : name.get();
        LockSettings settings = LockSettings.named(session).withMonitor(monitorRetry.get(), MONITOR_PAUSE);
        DistributedLock lock;
        try {
            if (holders.get() == 1) {
                String key = prefix + "/.lock";
                say(context, "Setting up lock at path: " + key);
                lock = new DistributedMutex(client, key, settings, context.system()::nanoTime);
            } else {
                say(context, "Setting up semaphore (limit " + holders.get() + ") at prefix: " + prefix);
                lock = new DistributedSemaphore(client, prefix, holders.get(), settings, context.system()::nanoTime);
            }
        } catch (IOException e) {
            return context.fail("Lock setup failed: " + e.getMessage());
        }
        ChildProcess process = new ChildProcess(child, shell.get(), passStdin.get(), context, verbose.get());
        context.system().onSignal(signal -> {
            boolean shutdown = signal.equals("INT") || signal.equals("TERM");
            if (shutdown) {
                lock.abandon();
            }
            process.signal(signal, shutdown);
        });
        say(context, "Attempting lock acquisition");
        try {
            if (!lock.acquire(limit)) {
                return context.fail("Shutdown triggered or timeout during lock acquisition");
            }
        } catch (IOException e) {
            return context.fail("Lock acquisition failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return context.fail("Shutdown triggered or timeout during lock acquisition");
        }
        lock.onLoss(process::lockLost);
        boolean childSucceeded = process.run();
        return release(lock, childSucceeded, context);
    }

    private int release(DistributedLock lock, boolean childSucceeded, Context context) {
        say(context, "Child terminated, releasing lock");
        int code = 0;
        try {
            lock.release();
        } catch (IOException e) {
            code = context.fail("Lock release failed: " + e.getMessage());
        }
        try {
            say(context, lock.cleanUp() ? "Cleanup succeeded" : "Cleanup aborted, lock in use");
        } catch (IOException e) {
            code = context.fail("Lock cleanup failed: " + e.getMessage());
        }
        if (code == 0 && !childSucceeded && childExitCode.get()) {
            return 2;
        }
        return code;
    }

    private void say(Context context, String line) {
        if (verbose.get()) {
            context.out().line(line);
            context.out().flush();
        }
    }
}
