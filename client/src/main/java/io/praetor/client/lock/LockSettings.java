package io.praetor.client.lock;

import io.praetor.model.Bytes;
import java.time.Duration;

/// How a lock behaves.
///
/// @param sessionName    name of the session behind it, for people
/// @param sessionTtl     the lock is lost when its holder has not been heard of for this long; at least 10 s
/// @param value          stored with the lock, for people
/// @param monitorRetries how many failed checks in a row (errors of the servers, lost connections) do not count as loss
/// @param monitorPause   time between such checks
public record LockSettings(
        String sessionName, Duration sessionTtl, Bytes value, int monitorRetries, Duration monitorPause) {
    private static final Duration SESSION_TTL = Duration.ofSeconds(15);
    private static final Duration MONITOR_PAUSE = Duration.ofSeconds(2);

    /// The original's defaults: a session of 15 s, and any failed check counts as loss.
    public static LockSettings named(String sessionName) {
        return new LockSettings(sessionName, SESSION_TTL, Bytes.EMPTY, 0, MONITOR_PAUSE);
    }

    /// The same, with some patience for failed checks.
    public LockSettings withMonitor(int retries, Duration pause) {
        return new LockSettings(sessionName, sessionTtl, value, retries, pause);
    }
}
