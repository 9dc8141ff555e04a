package io.praetor.rpc.yamux;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/// Asks the other end now and then whether it is there.
final class KeepAlive {
    private final EventExecutor loop;
    private final YamuxSettings settings;
    private final IntConsumer ping;
    private final Runnable silence;
    private int counter;
    private boolean asked;
    private Future<?> next;

    /// @param ping    sends a ping with this value
    /// @param silence the other end did not answer
    KeepAlive(EventExecutor loop, YamuxSettings settings, IntConsumer ping, Runnable silence) {
        this.loop = loop;
        this.settings = settings;
        this.ping = ping;
        this.silence = silence;
        next = loop.schedule(this::ask, settings.keepAliveInterval().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void ask() {
        asked = true;
        ping.accept(counter);
        next = loop.schedule(silence, settings.keepAliveTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    /// A pong arrived.
    void answered(int value) {
        if (asked && value == counter) {
            asked = false;
            counter++;
            next.cancel(false);
            next = loop.schedule(this::ask, settings.keepAliveInterval().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    void stop() {
        next.cancel(false);
    }
}
