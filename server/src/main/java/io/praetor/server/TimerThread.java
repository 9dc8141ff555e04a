package io.praetor.server;

import java.util.concurrent.locks.LockSupport;

/// Drives a wheel with real time, on one thread that sleeps while nothing is due.
public final class TimerThread implements AutoCloseable {
    private final TimerWheel wheel;
    private final Thread thread;
    private volatile boolean closed;

    private TimerThread(TimerWheel wheel, String name) {
        this.wheel = wheel;
        thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
        wheel.onEarlier(() -> LockSupport.unpark(thread));
    }

    /// Starts to drive the wheel.
    public static TimerThread drive(TimerWheel wheel, String name) {
        TimerThread driver = new TimerThread(wheel, name);
        driver.thread.start();
        return driver;
    }

    private void run() {
        while (!closed) {
            long wait = wheel.advance();
            if (!closed) {
                // an unpark between advance and here makes this return at once
                LockSupport.parkNanos(this, wait);
            }
        }
    }

    /// Stops; timers that run stay in the wheel and do not fire.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            if (!Thread.currentThread().equals(thread)) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
