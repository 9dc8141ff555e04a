package io.praetor.server.fsm;

import io.praetor.model.log.CommandType;
import io.praetor.model.telemetry.Label;
import io.praetor.model.telemetry.Timer;
import io.praetor.server.Meter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How long the state machine takes. Commands are measured on the thread that applies them, which alone may call
/// [#applied].
final class FsmFigures {
    /// What an operation is called that no client of ours has; so that a log from elsewhere cannot fill the memory.
    private static final int MOST_OPERATIONS = 32;

    private final Meter meter;
    private final Timer apply;
    private final Timer snapshot;
    private final Timer persist;
    private final Timer written;
    private final Timer restore;
    private final Map<CommandType, Timer> plain = new EnumMap<>(CommandType.class);
    private final Map<CommandType, Map<String, Timer>> operations = new EnumMap<>(CommandType.class);

    FsmFigures(Meter meter) {
        this.meter = meter;
        apply = timer("raft.fsm.apply");
        snapshot = timer("raft.fsm.snapshot");
        restore = timer("raft.fsm.restore");
        written = timer("raft.snapshot.persist");
        persist = timer("fsm.persist");
        plain.put(CommandType.REGISTER, timer("fsm.register"));
        plain.put(CommandType.DEREGISTER, timer("fsm.deregister"));
        plain.put(CommandType.TXN, timer("fsm.txn"));
        plain.put(CommandType.AUTOPILOT, timer("fsm.autopilot"));
        plain.put(CommandType.COORDINATE_BATCH, timer("fsm.coordinate.batch-update"));
    }

    private Timer timer(String name) {
        return meter.telemetry().timer(name);
    }

    /// Nanoseconds at which something begins.
    long begun() {
        return meter.begun();
    }

    /// A command has been applied.
    ///
    /// @param type      null when nobody knows it
    /// @param operation of a command that has several; empty for others
    void applied(@Nullable CommandType type, String operation, long begun) {
        long nanos = meter.begun() - begun;
        apply.record(nanos);
        Timer timer = type == null ? null : timer(type, operation);
        if (timer != null) {
            timer.record(nanos);
        }
    }

    private @Nullable Timer timer(CommandType type, String operation) {
        if (operation.isEmpty()) {
            return plain.get(type);
        }
        Map<String, Timer> known = operations.computeIfAbsent(type, _ -> new HashMap<>());
        Timer timer = known.get(operation);
        if (timer == null && known.size() < MOST_OPERATIONS) {
            String name = "fsm." + name(type);
            timer = meter.telemetry().timer(name, new Label("op", operation));
            known.put(operation, timer);
        }
        return timer;
    }

    private static String name(CommandType type) {
        return switch (type) {
            case KVS -> "kvs";
            case SESSION -> "session";
            case TOMBSTONE -> "tombstone";
            case PREPARED_QUERY -> "prepared-query";
            case ACL -> "acl";
            case ACL_TOKEN_SET, ACL_TOKEN_DELETE, ACL_BOOTSTRAP -> "acl.token";
            case ACL_POLICY_SET, ACL_POLICY_DELETE -> "acl.policy";
            case ACL_ROLE_SET, ACL_ROLE_DELETE -> "acl.role";
            case ACL_BINDING_RULE_SET, ACL_BINDING_RULE_DELETE -> "acl.bindingrule";
            case ACL_AUTH_METHOD_SET, ACL_AUTH_METHOD_DELETE -> "acl.authmethod";
            case CONNECT_CA -> "ca";
            case CONNECT_CA_LEAF -> "ca.leaf";
            default -> "other";
        };
    }

    /// The state has been held fast for a snapshot.
    void held(long begun) {
        meter.ended(snapshot, begun);
    }

    /// A snapshot has been written.
    void written(long begun) {
        meter.ended(written, begun);
        meter.ended(persist, begun);
    }

    /// A snapshot has been restored.
    void restored(long begun) {
        meter.ended(restore, begun);
    }
}
