package io.praetor.cli.exec;

import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps the session of an execution alive until closed.
final class SessionKeeper implements AutoCloseable {
    private static final long RENEWAL_SECONDS = 5;

    private final ConsulClient client;
    private final String session;
    private final CountDownLatch closed = new CountDownLatch(1);

    private SessionKeeper(ConsulClient client, String session) {
        this.client = client;
        this.session = session;
    }

    static SessionKeeper start(ConsulClient client, String session) {
        SessionKeeper keeper = new SessionKeeper(client, session);
        Thread.ofPlatform().daemon().name("renew-session").start(keeper::renew);
        return keeper;
    }

    private void renew() {
        try {
            while (!closed.await(RENEWAL_SECONDS, TimeUnit.SECONDS)) {
                try {
                    client.sessions().renew(session);
                } catch (ConsulException e) {
                    // the next attempt comes before the session ends
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
