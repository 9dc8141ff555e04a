package io.praetor.server.leader;

import io.praetor.model.log.CommandType;
import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.telemetry.Timer;
import io.praetor.server.Meter;
import org.jspecify.annotations.Nullable;

/// How long commands take from the request to the applied entry, by their type.
final class WriteFigures {
    private final Meter meter;
    private final Counter applied;
    private final Timer committed;
    /// By the code of the command's type; null where telemetry has no name for it.
    private final @Nullable Timer[] byType = new @Nullable Timer[128];

    WriteFigures(Meter meter) {
        this.meter = meter;
        Telemetry telemetry = meter.telemetry();
        applied = telemetry.counter("raft.apply");
        committed = telemetry.timer("raft.commitTime");
        name(CommandType.REGISTER, "catalog.register");
        name(CommandType.DEREGISTER, "catalog.deregister");
        name(CommandType.KVS, "kvs.apply");
        name(CommandType.SESSION, "session.apply");
        name(CommandType.TXN, "txn.apply");
    }

    private void name(CommandType type, String name) {
        byType[type.code()] = meter.telemetry().timer(name);
    }

    /// A command is offered to the log.
    ///
    /// @return to be run when it is answered, before whoever waits is told
    Runnable begin(byte[] command) {
        applied.increment();
        Timer timer = command.length > 0 && command[0] >= 0 ? byType[command[0]] : null;
        long begun = meter.begun();
        return () -> {
            long nanos = meter.begun() - begun;
            committed.record(nanos);
            if (timer != null) {
                timer.record(nanos);
            }
        };
    }
}
