package io.praetor.server.fsm;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codec;
import io.praetor.model.log.CommandType;
import io.praetor.server.Meter;
import io.praetor.server.state.Fixtures;
import io.praetor.server.state.State;
import io.praetor.server.state.StateException;
import io.praetor.server.state.StateStore;
import io.praetor.store.Watches;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A state machine fed by hand, at log indexes counted up from 1.
final class TestMachine {
    final StateStore states = new StateStore(Runnable::run, () -> 0);
    final ServerStateMachine machine = new ServerStateMachine(states, Meter.NONE);
    long logIndex;
    long term = 1;

    @Nullable Object apply(byte[] command) {
        return machine.apply(++logIndex, term, command);
    }

    <T> @Nullable Object apply(CommandType type, Codec<T> codec, T body) {
        return apply(Commands.encode(type, codec, body));
    }

    State now() {
        return states.current();
    }

    /// What the log would keep.
    byte[] snapshot() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var snapshot = machine.snapshot()) {
            snapshot.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// What an archive would hold.
    byte[] portable() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var content = machine.portable().content()) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// Another server that starts from this one's snapshot.
    TestMachine successor() throws IOException {
        TestMachine next = new TestMachine();
        next.machine.restore(new ByteArrayInputStream(snapshot()), logIndex, term);
        next.logIndex = logIndex;
        next.term = term;
        return next;
    }

    /// Restores a state through the log, in pieces of this size; answers the first refusal, or null.
    @Nullable Object restoreThroughLog(byte[] state, int pieceBytes) {
        Object result = apply(CommandType.RESTORE_BEGIN, RestoreBegin.CODEC, new RestoreBegin("r", 0));
        for (int at = 0, n = 0; at < state.length && result == null; at += pieceBytes, n++) {
            byte[] piece = java.util.Arrays.copyOfRange(state, at, Math.min(state.length, at + pieceBytes));
            result = apply(CommandType.RESTORE_CHUNK, RestoreChunk.CODEC, new RestoreChunk("r", n, Bytes.of(piece)));
        }
        return result != null
                ? result
                : apply(CommandType.RESTORE_COMMIT, RestoreCommit.CODEC, new RestoreCommit("r", sha256(state)));
    }

    static Bytes sha256(byte[] bytes) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object resolved(State state, String name) {
        try {
            return Objects.requireNonNullElse(state.preparedQueries().resolve(name, ""), "none");
        } catch (StateException e) {
            return e.text();
        }
    }

    /// Every read there is, with its answer and its index.
    Map<String, Object> everything() {
        State state = now();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("nodes", state.catalog().nodes(Map.of(), Watches.NONE));
        all.put("services", state.catalog().serviceNames(Map.of(), Watches.NONE));
        all.put("node dump", state.health().nodeInfos(Watches.NONE));
        all.put("service dump", state.health().allServiceNodes(null, Watches.NONE));
        for (String name : List.of("web", "db", "api", "web-proxy")) {
            all.put("service " + name, state.catalog().serviceNodes(name, List.of(), Watches.NONE));
            all.put("connect " + name, state.catalog().connectServiceNodes(name, Watches.NONE));
            all.put("health " + name, state.health().serviceNodes(name, Watches.NONE));
            all.put("mesh health " + name, state.health().connectServiceNodes(name, Watches.NONE));
            all.put("checks " + name, state.health().serviceChecks(name, Map.of(), Watches.NONE));
        }
        for (String status : List.of("any", "passing", "warning", "critical")) {
            all.put("state " + status, state.health().checksInState(status, Map.of(), Watches.NONE));
        }
        for (int i = 0; i < 4; i++) {
            all.put("node services " + i, state.catalog().nodeServices("n" + i, Watches.NONE));
            all.put("node checks " + i, state.health().nodeChecks("n" + i, Watches.NONE));
            all.put("node sessions " + i, state.sessions().ofNode("n" + i, Watches.NONE));
        }
        for (String prefix : List.of("", "a", "b", "a/", "zz")) {
            all.put("keys " + prefix, state.kv().list(prefix, Watches.NONE));
            all.put("key " + prefix, state.kv().get(prefix, Watches.NONE));
        }
        all.put("sessions", state.sessions().all(Watches.NONE));
        all.put("prepared queries", state.preparedQueries().all(Watches.NONE));
        for (String name : List.of("q1", "geo-web", "other")) {
            all.put("query " + name, resolved(state, name));
        }
        all.put("tokens", state.aclTokens().all(_ -> true, Watches.NONE));
        for (int i = 0; i < 3; i++) {
            all.put("tokens of policy " + i, state.aclTokens().ofPolicy(Fixtures.id(20 + i), _ -> true, Watches.NONE));
            all.put("tokens of role " + i, state.aclTokens().ofRole(Fixtures.id(30 + i), _ -> true, Watches.NONE));
            all.put("roles of policy " + i, state.acl().rolesOfPolicy(Fixtures.id(20 + i), Watches.NONE));
        }
        all.put("policies", state.acl().policies(Watches.NONE));
        all.put("roles", state.acl().roles(Watches.NONE));
        all.put("binding rules", state.acl().bindingRules(Watches.NONE));
        all.put("auth methods", state.acl().authMethods(Watches.NONE));
        all.put("bootstrap", state.aclTokens().bootstrapIndex());
        all.put("coordinates", state.coordinates().all(Watches.NONE));
        all.put("autopilot", state.operator().autopilot(Watches.NONE));
        all.put("indexes", state.operator().indexes());
        all.put("last index", machine.lastIndex());
        return all;
    }
}
