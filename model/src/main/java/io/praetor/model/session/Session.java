package io.praetor.model.session;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What holds locks: bound to a node and to checks, and gone with them.
///
/// @param lockDelay nanoseconds; how long nobody may take a lock the session lost
/// @param behavior `release` or `delete`: what becomes of its keys
/// @param ttl a duration as text, or empty
/// @param nodeChecks IDs of checks on the node
/// @param checks the old name of `nodeChecks`
public record Session(
        String id,
        String name,
        String node,
        long lockDelay,
        String behavior,
        String ttl,
        @Nullable List<String> nodeChecks,
        @Nullable List<SessionServiceCheck> serviceChecks,
        @Nullable List<String> checks,
        long createIndex,
        long modifyIndex) {

    /// The behavior that gives keys up.
    public static final String RELEASE = "release";

    /// The behavior that deletes keys.
    public static final String DELETE = "delete";

    /// How it travels.
    public static final StructCodec<Session> CODEC = StructCodec.<Session>of("Session")
            .field("ID", Codecs.TEXT, Session::id)
            .field("Name", Codecs.TEXT, Session::name)
            .field("Node", Codecs.TEXT, Session::node)
            .field("LockDelay", Codecs.DURATION, Session::lockDelay)
            .field("Behavior", Codecs.TEXT, Session::behavior)
            .field("TTL", Codecs.TEXT, Session::ttl)
            .field("NodeChecks", Codecs.TEXTS, Session::nodeChecks)
            .field("ServiceChecks", Codecs.list(SessionServiceCheck.CODEC), Session::serviceChecks)
            .field("Checks", Codecs.TEXTS, Session::checks)
            .omitEmpty()
            .field("CreateIndex", Codecs.UINT64, Session::createIndex)
            .field("ModifyIndex", Codecs.UINT64, Session::modifyIndex)
            .build(v -> new Session(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next()));

    /// The same with these Raft indexes.
    public Session withIndexes(long create, long modify) {
        return new Session(id, name, node, lockDelay, behavior, ttl, nodeChecks, serviceChecks, checks, create, modify);
    }

    /// The IDs of every check the session depends on.
    public List<String> allChecks() {
        List<String> all = new ArrayList<>();
        if (checks != null) {
            all.addAll(checks);
        }
        if (nodeChecks != null) {
            all.addAll(nodeChecks);
        }
        if (serviceChecks != null) {
            serviceChecks.forEach(check -> all.add(check.id()));
        }
        return all.stream().distinct().toList();
    }

    /// The same with this ID.
    public Session withId(String newId) {
        return new Session(
                newId,
                name,
                node,
                lockDelay,
                behavior,
                ttl,
                nodeChecks,
                serviceChecks,
                checks,
                createIndex,
                modifyIndex);
    }

    /// The same with this behavior.
    public Session withBehavior(String newBehavior) {
        return new Session(
                id,
                name,
                node,
                lockDelay,
                newBehavior,
                ttl,
                nodeChecks,
                serviceChecks,
                checks,
                createIndex,
                modifyIndex);
    }
}
