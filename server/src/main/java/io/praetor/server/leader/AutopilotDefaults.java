package io.praetor.server.leader;

import io.praetor.model.log.CommandType;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.AutopilotSetConfigRequest;
import io.praetor.server.fsm.Commands;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.function.Supplier;

/// Writes autopilot's configuration when the cluster has none yet.
public final class AutopilotDefaults implements Duty {
    /// What the original begins with.
    public static final AutopilotConfig CONFIG = new AutopilotConfig(
            true,
            Duration.ofMillis(200).toNanos(),
            250,
            0,
            Duration.ofSeconds(10).toNanos(),
            "",
            false,
            "",
            0,
            0);

    private final Supplier<State> states;
    private final Writes writes;
    private final AutopilotConfig initial;
    private final String datacenter;

    public AutopilotDefaults(Supplier<State> states, Writes writes, AutopilotConfig initial, String datacenter) {
        this.states = states;
        this.writes = writes;
        this.initial = initial;
        this.datacenter = datacenter;
    }

    @Override
    public void begin() throws InterruptedException {
        if (states.get().operator().autopilot(Watches.NONE).value() == null) {
            AutopilotSetConfigRequest request = new AutopilotSetConfigRequest(datacenter, initial, false, "");
            Waiting.on(
                    writes.propose(Commands.encode(CommandType.AUTOPILOT, AutopilotSetConfigRequest.CODEC, request)));
        }
    }

    @Override
    public void end() {
        // nothing goes on
    }
}
