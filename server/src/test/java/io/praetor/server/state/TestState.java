package io.praetor.server.state;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.session.Session;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnResponse;
import io.praetor.store.Watches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A state with its own clock, whose writes count the index up from 1.
final class TestState {
    final List<String> told = new ArrayList<>();
    long nanos = 1_000;
    long index;
    Instant instant = Instant.parse("2026-11-21T10:00:00Z");
    final StateStore store = new StateStore(Runnable::run, () -> nanos, () -> instant);

    TestState() {
        store.listen(new StateListener() {
            @Override
            public void sessionCreated(Session session) {
                told.add("created " + session.id());
            }

            @Override
            public void sessionDestroyed(String id) {
                told.add("destroyed " + id);
            }

            @Override
            public void tombstonesAdded(long at) {
                told.add("tombstones " + at);
            }

            @Override
            public void replaced() {
                told.add("replaced");
            }
        });
    }

    State now() {
        return store.current();
    }

    /// Runs a command at the next index.
    <T extends @Nullable Object> T run(StateStore.Command<T> command) throws StateException {
        return store.write(++index, command);
    }

    /// Runs a command that must be refused; answers why.
    String refusal(StateStore.Command<?> command) {
        try {
            store.write(++index, command);
        } catch (StateException e) {
            return e.text();
        }
        throw new AssertionError("the command was not refused");
    }

    void register(RegisterRequest request) throws StateException {
        run(write -> {
            write.registrations().register(request);
            return null;
        });
    }

    void register(Node node) throws StateException {
        register(RegisterRequest.of(node));
    }

    void register(String node, NodeService service) throws StateException {
        run(write -> {
            write.services().ensure(node, service);
            return null;
        });
    }

    void register(HealthCheck check) throws StateException {
        run(write -> {
            write.checks().ensure(check);
            return null;
        });
    }

    void deregister(String node, String serviceId, String checkId) throws StateException {
        run(write -> {
            write.registrations().deregister(new DeregisterRequest("dc1", node, "", serviceId, checkId, ""));
            return null;
        });
    }

    KvEntry set(KvEntry entry) throws StateException {
        return run(write -> write.kv().set(entry));
    }

    void delete(String key) throws StateException {
        run(write -> {
            write.kv().delete(key);
            return null;
        });
    }

    boolean lock(KvEntry entry) throws StateException {
        return run(write -> write.kv().lock(entry) != null);
    }

    boolean unlock(KvEntry entry) throws StateException {
        return run(write -> write.kv().unlock(entry) != null);
    }

    void create(Session session) throws StateException {
        run(write -> {
            write.sessions().create(session);
            return null;
        });
    }

    void destroy(String session) throws StateException {
        run(write -> {
            write.sessions().destroy(session);
            return null;
        });
    }

    TxnResponse txn(TxnOp... ops) throws StateException {
        return run(write -> write.txns().run(List.of(ops)));
    }

    /// A read somebody waits on.
    Parked park(Read read) {
        Watches watches = new Watches(Watches.DEFAULT_LIMIT);
        return new Parked(read.on(now(), watches), watches);
    }

    @FunctionalInterface
    interface Read {
        Indexed<?> on(State state, Watches watches);
    }

    record Parked(Indexed<?> answer, Watches watches) {}
}
