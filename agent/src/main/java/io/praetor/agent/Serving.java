package io.praetor.agent;

import io.praetor.agent.ProcessEvents.Event;
import io.praetor.agent.Signals.ProcessSignal;
import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.systemd.ServiceManager;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of a running agent: waits for what ends it and decides how it ends (`agent.md` §4).
final class Serving {
    /// How long leaving may take after a signal.
    static final Duration LEAVE_LIMIT = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private final RunningAgent agent;
    private final AgentConfig.Lifecycle rules;
    private final ProcessEvents events;
    private final Runnable reload;
    private final ServiceManager manager;
    private final Alarm alarm;

    /// Ends a wait that takes too long.
    @FunctionalInterface
    interface Alarm {
        void after(Duration delay, Runnable task);
    }

    Serving(
            RunningAgent agent,
            AgentConfig.Lifecycle rules,
            ProcessEvents events,
            Runnable reload,
            ServiceManager manager,
            Alarm alarm) {
        this.agent = agent;
        this.rules = rules;
        this.events = events;
        this.reload = reload;
        this.manager = manager;
        this.alarm = alarm;
    }

    /// Runs until the agent is to end.
    ///
    /// @return the exit code of the process
    int untilTheEnd() throws InterruptedException {
        manager.ready();
        while (true) {
            switch (events.take()) {
                case Event.Signalled(ProcessSignal signal) -> {
                    LOG.atInfo().addKeyValue("signal", signal.shown).log("Caught");
                    if (signal != ProcessSignal.HANGUP) {
                        manager.stopping();
                        return end(signal);
                    }
                    reload.run();
                }
                case Event.Left() -> {
                    manager.stopping();
                    return 0;
                }
                case Event.Failed(Throwable cause) -> {
                    manager.stopping();
                    LOG.atError().addKeyValue("error", cause.getMessage()).log("Agent cannot go on");
                    return 1;
                }
                case Event.LeaveEnded _, Event.WaitEnded _ -> {}
            }
        }
    }

    private int end(ProcessSignal signal) throws InterruptedException {
        boolean graceful =
                signal == ProcessSignal.TERMINATED ? rules.leaveOnTerminate() : !rules.skipLeaveOnInterrupt();
        if (!graceful) {
            LOG.info("Graceful shutdown disabled. Exiting");
            return 1;
        }
        LOG.info("Gracefully shutting down agent...");
        Thread.ofVirtual().name("leave").start(this::leave);
        TimeLimit limit = new TimeLimit("leaving took longer than " + LEAVE_LIMIT.toSeconds() + " s");
        alarm.after(LEAVE_LIMIT, () -> events.add(new Event.LeaveEnded(Optional.of(limit))));
        while (true) {
            switch (events.take()) {
                case Event.Signalled(ProcessSignal again)
                when again != ProcessSignal.HANGUP -> {
                    LOG.atInfo().addKeyValue("signal", again.shown).log("Caught second signal, Exiting");
                    return 1;
                }
                case Event.LeaveEnded(Optional<Throwable> cause) -> {
                    return left(cause.orElse(null));
                }
                case Event.Signalled _, Event.Left _, Event.Failed _, Event.WaitEnded _ -> {}
            }
        }
    }

    private static int left(@Nullable Throwable cause) {
        if (cause == null) {
            LOG.info("Graceful exit completed");
            return 0;
        }
        LOG.atError().addKeyValue("error", cause.getMessage()).log("Error on leave");
        return 1;
    }

    private void leave() {
        Optional<Throwable> cause = Optional.empty();
        try {
            agent.leave();
        } catch (RuntimeException e) {
            cause = Optional.of(e);
        }
        events.add(new Event.LeaveEnded(cause));
    }

    /// The reason when nothing else is known.
    private static final class TimeLimit extends Exception {
        private static final long serialVersionUID = 1L;

        TimeLimit(String message) {
            super(message, null, false, false);
        }
    }

    /// The alarm of a real process.
    static final Alarm REAL_TIME =
            (delay, task) -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(task);
}
