package io.praetor.client.lock;

import io.praetor.client.ConsulException;
import io.praetor.client.Sessions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A session that is renewed in the background until it is closed.
final class LockSession {
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final Sessions sessions;
    private final String id;
    private final Duration ttl;
    private final CountDownLatch closed = new CountDownLatch(1);

    private LockSession(Sessions sessions, String id, Duration ttl) {
        this.sessions = sessions;
        this.id = id;
        this.ttl = ttl;
    }

    static LockSession open(Sessions sessions, Sessions.Terms terms) throws ConsulException {
        LockSession session = new LockSession(sessions, sessions.create(terms), terms.ttl());
        Thread.ofPlatform().daemon().name("renew-" + session.id).start(session::renewUntilClosed);
        return session;
    }

    String id() {
        return id;
    }

    private void renewUntilClosed() {
        Duration pause = ttl.dividedBy(2);
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    if (!sessions.renew(id)) {
                        // it has ended; whoever watches the lock finds it lost
                        return;
                    }
                    pause = ttl.dividedBy(2);
                } catch (ConsulException e) {
                    // the servers end the session if this goes on
                    pause = RETRY_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the session; what it held is given up.
    void close() throws ConsulException {
        closed.countDown();
        sessions.destroy(id);
    }
}
