package io.praetor.cli.exec;

import io.praetor.cli.base.Context;
import io.praetor.client.Answer;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.Events;
import io.praetor.client.Query;
import io.praetor.client.Sessions;
import io.praetor.model.Bytes;
import io.praetor.model.codec.Json;
import io.praetor.model.exec.ExecEvent;
import io.praetor.model.exec.ExecJob;
import io.praetor.model.session.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One execution: a session, a job under it, the event that tells of it, and what nodes write in answer.
final class RemoteJob {
    private static final Duration SESSION_TTL = Duration.ofSeconds(15);
    private static final int INCOMPLETE = 2;

    private final ConsulClient client;
    private final Context context;
    private final String prefix;
    private final boolean verbose;
    private final Set<String> seen = new HashSet<>();
    private volatile boolean interrupted;
    private int acknowledged;
    private int finished;
    private int failed;

    RemoteJob(ConsulClient client, Context context, String prefix, boolean verbose) {
        this.client = client;
        this.context = context;
        this.prefix = prefix;
        this.verbose = verbose;
    }

    /// Ends [#run] soon, from another thread.
    void interrupt() {
        interrupted = true;
    }

    /// @param replication pause between the job and its event
    /// @return the exit code
    int run(ExecJob job, Events.Filters filters, Duration replication) throws ConsulException {
        String session;
        try {
            session = client.sessions().create(new Sessions.Terms("Remote Exec", SESSION_TTL, Session.DELETE));
        } catch (ConsulException e) {
            return context.fail("Failed to create session: " + e.getMessage());
        }
        say("Created remote execution session: " + session);
        ExecEvent event = new ExecEvent(prefix, session);
        try (SessionKeeper _ = SessionKeeper.start(client, session)) {
            return execute(event, job, filters, replication);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Context.FAILURE;
        } finally {
            cleanUp(event);
        }
    }

    private int execute(ExecEvent event, ExecJob job, Events.Filters filters, Duration replication)
            throws InterruptedException {
        try {
            Bytes spec = Bytes.of(Json.compact(ExecJob.CODEC, job));
            if (!client.kv().acquire(event.jobKey(), spec, 0, event.session())) {
                return context.fail("Failed to create job file: another session has the key " + event.jobKey());
            }
        } catch (ConsulException e) {
            return context.fail("Failed to create job file: " + e.getMessage());
        }
        say("Uploaded remote execution spec");
        context.system().sleep(replication);
        try {
            Bytes payload = Bytes.of(Json.compact(ExecEvent.CODEC, event));
            String id = client.events().fire(ExecEvent.NAME, payload, filters).id();
            say("Fired remote execution event: " + id);
        } catch (ConsulException e) {
            return context.fail("Failed to fire event: " + e.getMessage());
        }
        try {
            return follow(event.directory(), Duration.ofNanos(job.silence()));
        } catch (ConsulException e) {
            return context.fail("Failed to read results: " + e.getMessage());
        }
    }

    /// Shows what nodes write, until none has written anything for the wait; twice that while some are known to work.
    private int follow(String directory, Duration wait) throws ConsulException {
        long start = context.system().nanoTime();
        long last = start;
        Query query = Query.DEFAULT;
        while (true) {
            long quiet = wait.toNanos() * (acknowledged > finished ? 2 : 1);
            long left = last + quiet - context.system().nanoTime();
            if (interrupted) {
                return Context.FAILURE;
            }
            if (left <= 0) {
                break;
            }
            // short reads, so that a signal is noticed
            Duration longest = Duration.ofNanos(Math.clamp(left, 1_000_000, 1_000_000_000));
            Answer<List<String>> answer = client.kv().keys(directory, "", query.waitAtMost(longest));
            query = query.after(answer.index());
            if (show(directory, answer.value())) {
                last = context.system().nanoTime();
            }
        }
        context.out().line(finished + " / " + acknowledged + " node(s) completed / acknowledged");
        double seconds = (context.system().nanoTime() - start) / 1e9;
        say(String.format(Locale.ROOT, "Completed in %.2f seconds", seconds));
        return failed > 0 || finished < acknowledged ? INCOMPLETE : 0;
    }

    /// Whether there was something new.
    private boolean show(String directory, List<String> keys) throws ConsulException {
        boolean fresh = false;
        for (String key : keys) {
            String name = key.startsWith(directory) ? key.substring(directory.length()) : "";
            int slash = name.indexOf('/');
            if (slash > 0 && seen.add(name)) {
                fresh = true;
                show(key, name.substring(0, slash), name.substring(slash + 1));
            }
        }
        context.out().flush();
        return fresh;
    }

    private void show(String key, String node, String what) throws ConsulException {
        if (what.equals("ack")) {
            acknowledged++;
            tell(node, "acknowledged", verbose);
        } else if (what.equals("exit")) {
            String code = value(key).utf8();
            finished++;
            failed += code.equals("0") ? 0 : 1;
            tell(node, "finished with exit code " + code, true);
        } else if (what.startsWith("out/")) {
            Bytes output = value(key);
            if (output.length() == 0) {
                tell(node, "heartbeat received", verbose);
            } else {
                for (String line : output.utf8().split("\n", -1)) {
                    context.out().line("    " + node + ":" + (line.isEmpty() ? "" : " " + line));
                }
            }
        }
    }

    private Bytes value(String key) throws ConsulException {
        return client.kv().value(key, Query.DEFAULT).orElse(Bytes.EMPTY);
    }

    private void tell(String node, String text, boolean wanted) {
        if (wanted) {
            context.out().line("==> " + node + ": " + text);
        }
    }

    private void say(String line) {
        if (verbose) {
            context.out().line(line);
            context.out().flush();
        }
    }

    private void cleanUp(ExecEvent event) {
        try {
            client.sessions().destroy(event.session());
        } catch (IOException e) {
            context.fail("Failed to destroy session: " + e.getMessage());
        }
        try {
            client.kv().deleteAll(event.directory());
        } catch (IOException e) {
            context.fail("Failed to destroy data: " + e.getMessage());
        }
    }
}
