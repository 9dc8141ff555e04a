package io.praetor.server.testing;

import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.log.CommandType;
import io.praetor.server.Meter;
import io.praetor.server.TimerWheel;
import io.praetor.server.fsm.ServerStateMachine;
import io.praetor.server.leader.Leadership;
import io.praetor.server.leader.Writes;
import io.praetor.server.state.State;
import io.praetor.server.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A server's state behind a log that applies at once, in time that the test owns; everything runs on the test's
/// thread.
public final class LeaderFixture {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    public final ManualTicker ticker = new ManualTicker();
    public final TimerWheel timers = new TimerWheel(ticker);
    public final ManualLog log = new ManualLog();
    public final InstantSource clock = () -> START.plusNanos(ticker.nanos());
    public final StateStore store = new StateStore(Runnable::run, ticker, clock);
    public final ServerStateMachine machine = new ServerStateMachine(store, Meter.NONE);
    public final Leadership leadership = new Leadership(log, timers, Duration.ofSeconds(7), Runnable::run);
    public final Writes writes = new Writes(log, leadership, Meter.NONE);
    private final AtomicLong index = new AtomicLong(10);

    public LeaderFixture() {
        log.machine = command -> machine.apply(index.incrementAndGet(), 3, command);
        leadership.established();
    }

    public State state() {
        return store.current();
    }

    public void pass(Duration duration) {
        Duration left = duration;
        Duration step = Duration.ofSeconds(1);
        while (left.compareTo(step) > 0) {
            tick(step);
            left = left.minus(step);
        }
        tick(left);
    }

    private void tick(Duration step) {
        ticker.pass(step);
        timers.advance();
    }

    /// What was proposed of one type, decoded.
    public <T> List<T> proposed(CommandType type, StructCodec<T> codec) {
        List<T> found = new ArrayList<>();
        for (byte[] command : log.proposed) {
            if (CommandType.of(command[0] & 0xff) == type) {
                try {
                    found.add(codec.unpack(new PackReader(command, 1, command.length - 1)));
                } catch (DecodeException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return found;
    }

    public @Nullable Object apply(byte[] command) {
        return machine.apply(index.incrementAndGet(), 3, command);
    }
}
