package io.praetor.agent.local;

import io.praetor.agent.check.CheckListener;
import io.praetor.agent.check.Checks;
import io.praetor.agent.check.TtlState;
import io.praetor.model.catalog.CheckType;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the checks that run those that are registered, one at a time for each ID, by what is true at the time.
final class RunningChecks {
    private static final Logger LOG = LoggerFactory.getLogger(RunningChecks.class);

    private final LocalState state;
    private final Checks checks;
    private final CheckListener results;
    private final @Nullable RegistrationFiles files;
    private final InstantSource clock;
    private final ExposedPorts exposed;
    private final Map<String, Started> started = new ConcurrentHashMap<>();
    private final Turns turns = new Turns();

    /// @param registration of the entry that is run
    /// @param type         how it is run
    private record Started(long registration, CheckType type) {}

    RunningChecks(
            LocalState state,
            Checks checks,
            CheckListener results,
            @Nullable RegistrationFiles files,
            InstantSource clock,
            ExposedPorts exposed) {
        this.state = state;
        this.checks = checks;
        this.results = results;
        this.files = files;
        this.clock = clock;
        this.exposed = exposed;
    }

    /// Starts, starts anew or ends a check, whatever it takes.
    void settle(String checkId) {
        try (var _ = turns.of(checkId)) {
            LocalView view = state.view();
            CheckEntry entry = view.check(checkId);
            if (entry == null || entry.type() == null) {
                if (started.remove(checkId) != null) {
                    checks.stop(checkId);
                }
                exposed.forget(checkId);
                return;
            }
            Started wanted = new Started(entry.registration(), exposed.effective(view, entry));
            if (!wanted.equals(started.put(checkId, wanted))) {
                start(entry, wanted.type());
            }
        }
    }

    private void start(CheckEntry entry, CheckType type) {
        String id = entry.check().checkId();
        PersistedTtl told = type.ttl() > 0 ? kept(id) : null;
        try {
            checks.start(new Checks.Spec(id, type, entry.check().serviceId(), token(entry)));
        } catch (IllegalArgumentException e) {
            // registered all the same, and critical: nobody can say that it is well, nor may what it was before
            checks.stop(id);
            LOG.atError()
                    .addKeyValue("check", id)
                    .addKeyValue("error", e.getMessage())
                    .log("Failed to run check");
            return;
        }
        if (told != null) {
            checks.restoreTtl(id, told.output(), Instant.ofEpochSecond(told.expires()));
            results.checked(id, told.status(), told.output());
        }
    }

    private String token(CheckEntry entry) {
        if (!entry.token().isEmpty()) {
            return entry.token();
        }
        ServiceEntry service = state.view().service(entry.check().serviceId());
        return service == null ? "" : service.token();
    }

    private @Nullable PersistedTtl kept(String checkId) {
        if (files == null) {
            return null;
        }
        try {
            return files.ttl(checkId, clock.instant());
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("check", checkId)
                    .addKeyValue("error", e.getMessage())
                    .log("Failed to restore the state of a TTL check");
            return null;
        }
    }

    /// Tells a TTL check how things are, and keeps it.
    ///
    /// @return whether there is such a TTL check
    boolean update(String checkId, String status, String output) {
        TtlState told = checks.updateTtl(checkId, status, output);
        if (told == null) {
            return false;
        }
        if (files != null) {
            try {
                files.writeTtl(state, checkId, told);
            } catch (IOException e) {
                LOG.atError()
                        .addKeyValue("check", checkId)
                        .addKeyValue("error", e.getMessage())
                        .log("Failed persisting state for check");
            }
        }
        return true;
    }
}
