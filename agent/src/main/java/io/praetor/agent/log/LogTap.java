package io.praetor.agent.log;

import io.praetor.http.LogApi;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Somebody who watches the log while it is written. Whoever logs never waits for it: lines that find no room are
/// dropped.
public final class LogTap implements LogApi.Lines {
    /// Lines that wait to be looked at.
    static final int CAPACITY = 512;

    private final Log log;
    private final Level level;
    private final boolean json;
    private final BlockingQueue<byte[]> lines = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();

    LogTap(Log log, Level level, boolean json) {
        this.log = log;
        this.level = level;
        this.json = json;
    }

    Level level() {
        return level;
    }

    boolean json() {
        return json;
    }

    void offer(byte[] line) {
        if (!lines.offer(line)) {
            dropped.incrementAndGet();
        }
    }

    @Override
    public byte[] next() throws InterruptedException {
        return lines.take();
    }

    @Override
    public boolean hasNext() {
        return !lines.isEmpty();
    }

    /// How many lines found no room.
    public long dropped() {
        return dropped.get();
    }

    /// Watches no longer.
    @Override
    public void close() {
        log.remove(this);
    }
}
