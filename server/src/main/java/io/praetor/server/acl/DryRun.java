package io.praetor.server.acl;

import io.praetor.model.telemetry.Label;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.RequestFailure;
import io.praetor.server.Ticker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Access control that says what it would refuse or leave out, and lets it pass (`acl.enforcement = "dry-run"`). It
/// stands between tokens and everybody who asks what they may do, so that nothing is vetted beside it.
///
/// The objects of access control are the exception, and with them snapshots: whoever could make tokens now would have
/// them when it counts. They are refused as ever, as they are where the default policy allows everything else.
public final class DryRun {
    private static final Logger LOG = LoggerFactory.getLogger(DryRun.class);

    /// For how long a line is not said again.
    static final Duration INTERVAL = Duration.ofMinutes(10);

    /// Different lines of an interval; the others are counted.
    static final int MOST_LINES = 1_000;

    /// Characters of a name that are shown.
    private static final int LONGEST_NAME = 256;

    private static final String UNKNOWN = "ACL not found";

    private final Ticker ticker;
    private final Telemetry telemetry;
    private final Report report;
    private final Set<Line> said = new HashSet<>();
    private long begun;
    private long leftOut;

    /// @param telemetry counts what would be refused
    public DryRun(Ticker ticker, Telemetry telemetry) {
        this(ticker, telemetry, new Logged());
    }

    DryRun(Ticker ticker, Telemetry telemetry, Report report) {
        this.ticker = ticker;
        this.telemetry = telemetry;
        this.report = report;
        begun = ticker.nanos();
    }

    /// Who is told, each line once in an interval.
    interface Report {
        /// A token lacks a permission.
        void lacks(String accessor, String permission, String name);

        /// A secret that nobody has was presented.
        void unknown();

        /// So many times there was more to say in the interval before.
        void more(long leftOut);
    }

    /// Tells the log.
    private static final class Logged implements Report {
        @Override
        public void lacks(String accessor, String permission, String name) {
            LOG.atWarn()
                    .addKeyValue("accessor", accessor)
                    .addKeyValue("permission", permission)
                    .addKeyValue("name", name)
                    .log("Access control would deny (acl.enforcement is dry-run)");
        }

        @Override
        public void unknown() {
            LOG.atWarn().log("Access control would refuse a token that is unknown (acl.enforcement is dry-run)");
        }

        @Override
        public void more(long leftOut) {
            LOG.atWarn()
                    .addKeyValue("left_out", leftOut)
                    .log("Access control would have denied more than is shown (acl.enforcement is dry-run)");
        }
    }

    /// What is said once.
    private record Line(String accessor, String permission, String name) {}

    /// The same tokens, which may do everything. Whoever comes with a secret that nobody has counts as who comes with
    /// none, since secrets meant nothing before there was access control.
    public Tokens over(Tokens tokens) {
        return secret -> tokens.resolve(secret)
                .exceptionallyCompose(failure -> {
                    if (!isUnknown(failure)) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    noteUnknown();
                    return tokens.resolve("");
                })
                .thenApply(this::lenient);
    }

    private static boolean isUnknown(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RequestFailure refusal
                && (refusal.text().contains(UNKNOWN)
                        || refusal.text().equals(RootNames.refusal().text()));
    }

    @SuppressWarnings("ReferenceEquality") // there is one such object
    private Authorizer lenient(Authorizer by) {
        return by == Authorizer.ALL || by instanceof Lenient ? by : new Lenient(by, this);
    }

    /// Equal to itself made anew, as answers are shared by it.
    private record Lenient(Authorizer by, DryRun notes) implements Authorizer {
        @Override
        public boolean allows(Resource resource, String name, Access access) {
            if (by.allows(resource, name, access)) {
                return true;
            }
            if (resource == Resource.ACL) {
                return false;
            }
            notes.note(by.accessor(), resource, name, access);
            return true;
        }

        @Override
        public boolean allowsAll(Resource resource, Access access) {
            if (by.allowsAll(resource, access)) {
                return true;
            }
            if (resource == Resource.ACL) {
                return false;
            }
            notes.note(by.accessor(), resource, "*", access);
            return true;
        }

        @Override
        public String accessor() {
            return by.accessor();
        }

        @Override
        public TokenInfo token() {
            return by.token();
        }

        @Override
        public Decision explain(Resource resource, String name, Access access) {
            return by.explain(resource, name, access);
        }

        @Override
        public Authorizer enforced() {
            return by;
        }
    }

    private void note(String accessor, Resource resource, String name, Access access) {
        count(resource.text(), access.text());
        String shown = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
        Line line = new Line(accessor, resource.text() + ":" + access.text(), shown);
        if (isNew(line)) {
            report.lacks(line.accessor, line.permission, line.name);
        }
    }

    private void noteUnknown() {
        count("token", "unknown");
        if (isNew(new Line("", "", ""))) {
            report.unknown();
        }
    }

    private void count(String resource, String access) {
        telemetry
                .counter("acl.dry_run.denied", new Label("resource", resource), new Label("access", access))
                .increment();
    }

    private synchronized boolean isNew(Line line) {
        long now = ticker.nanos();
        if (now - begun >= INTERVAL.toNanos()) {
            if (leftOut > 0) {
                report.more(leftOut);
            }
            said.clear();
            leftOut = 0;
            begun = now;
        }
        if (said.contains(line)) {
            return false;
        }
        if (said.size() >= MOST_LINES) {
            leftOut++;
            return false;
        }
        return said.add(line);
    }
}
