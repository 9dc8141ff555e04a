package io.praetor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.agent.ProcessEvents.Event;
import io.praetor.agent.Signals.ProcessSignal;
import io.praetor.agent.config.AgentConfig.Lifecycle;
import io.praetor.agent.systemd.ServiceManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class ServingTest {
    private final ProcessEvents events = new ProcessEvents();
    private final List<String> calls = new ArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final ServiceManager manager = new ServiceManager() {
        @Override
        public void ready() {
            calls.add("ready");
        }

        @Override
        public void reloading() {
            calls.add("reloading");
        }

        @Override
        public void stopping() {
            calls.add("stopping");
        }
    };

    @Test
    void aHangupReloadsAndGoesOn() throws InterruptedException {
        events.add(new Event.Signalled(ProcessSignal.HANGUP));
        events.add(new Event.Signalled(ProcessSignal.TERMINATED));

        int code = serving(false, true, () -> {}, (_, _) -> {}).untilTheEnd();

        assertThat(code).isEqualTo(1);
        assertThat(calls).containsExactly("ready", "reload", "stopping");
    }

    @Test
    void hearsTheEndBehindAnyNumberOfHangups() throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            events.add(new Event.Signalled(ProcessSignal.HANGUP));
        }
        events.add(new Event.Signalled(ProcessSignal.TERMINATED));

        assertThat(serving(false, true, () -> {}, (_, _) -> {}).untilTheEnd()).isEqualTo(1);
        assertThat(calls).containsExactly("ready", "reload", "stopping");
    }

    @Test
    void tellsTheServiceManagerBeforeItLeaves() throws InterruptedException {
        events.add(new Event.Signalled(ProcessSignal.TERMINATED));

        assertThat(serving(true, true, () -> calls.add("leave"), (_, _) -> {}).untilTheEnd())
                .isZero();
        assertThat(calls).containsExactly("ready", "stopping", "leave");
    }

    @Test
    void aSecondSignalEndsALeaveThatHangs() throws InterruptedException {
        events.add(new Event.Signalled(ProcessSignal.INTERRUPT));
        events.add(new Event.Signalled(ProcessSignal.HANGUP));
        events.add(new Event.Signalled(ProcessSignal.INTERRUPT));

        assertThat(serving(false, false, this::hang, (_, _) -> {}).untilTheEnd())
                .isEqualTo(1);
        never.countDown();
    }

    @Test
    void aLeaveHasFifteenSeconds() throws InterruptedException {
        events.add(new Event.Signalled(ProcessSignal.TERMINATED));
        List<Duration> limits = new ArrayList<>();

        int code = serving(true, true, this::hang, (delay, task) -> {
                    limits.add(delay);
                    task.run();
                })
                .untilTheEnd();

        assertThat(code).isEqualTo(1);
        assertThat(limits).containsExactly(Duration.ofSeconds(15));
        never.countDown();
    }

    @Test
    void aLeaveThatFailsIsAFailure() throws InterruptedException {
        events.add(new Event.Signalled(ProcessSignal.TERMINATED));

        assertThat(serving(
                                true,
                                true,
                                () -> {
                                    throw new IllegalStateException("no");
                                },
                                (_, _) -> {})
                        .untilTheEnd())
                .isEqualTo(1);
    }

    @Test
    void aLeaveOverHttpIsASuccessAndAnAgentThatFailsIsNot() throws InterruptedException {
        events.add(new Event.Left());
        events.add(new Event.Failed(new IllegalStateException("disk gone")));
        Serving serving = serving(false, true, () -> {}, (_, _) -> {});

        assertThat(serving.untilTheEnd()).isZero();
        assertThat(serving.untilTheEnd()).isEqualTo(1);
    }

    private void hang() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Serving serving(boolean leaveOnTerminate, boolean skipOnInterrupt, Runnable leave, Serving.Alarm alarm) {
        RunningAgent agent = new RunningAgent() {
            @Override
            public void leave() {
                leave.run();
            }

            @Override
            public void close() {}
        };
        Lifecycle rules = new Lifecycle(leaveOnTerminate, skipOnInterrupt, Duration.ZERO, null);
        return new Serving(agent, rules, events, () -> calls.add("reload"), manager, alarm);
    }
}
