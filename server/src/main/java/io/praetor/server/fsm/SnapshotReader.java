package io.praetor.server.fsm;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.model.acl.LegacyBootstrap;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.connect.CaConsulProviderState;
import io.praetor.model.connect.CaRoot;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.log.CommandType;
import io.praetor.model.log.IndexEntry;
import io.praetor.model.log.SnapshotHeader;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.session.Session;
import io.praetor.server.state.StateRestore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `state.bin` (`snapshot.md` §2) into a restore. Records may come in any order.
final class SnapshotReader {
    /// Leaves as much room again for the log to grow.
    private static final long MAX_INDEX = 1L << 61;

    private final PackReader in;
    private final StateRestore restore;
    private final boolean ownLog;
    private long lastIndex;
    private long indexBase;
    private @Nullable PendingRestore pending;

    /// @param ownLog whether records that only this product's own log writes are welcome
    SnapshotReader(InputStream in, StateRestore restore, boolean ownLog) {
        this.in = new PackReader(in);
        this.restore = restore;
        this.ownLog = ownLog;
    }

    /// Reads everything.
    ///
    /// @throws IOException when the stream fails or is not a state
    void read() throws IOException {
        try {
            lastIndex = index(SnapshotHeader.CODEC.unpack(in).lastIndex());
            while (!in.atEnd()) {
                record(in.rawByte());
            }
        } catch (DecodeException e) {
            throw new IOException("failed to restore snapshot at offset " + in.position() + ": " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// The last index the state covers.
    long lastIndex() {
        return lastIndex;
    }

    /// By how much indexes are ahead of the log.
    long indexBase() {
        return indexBase;
    }

    /// A restore that was going on.
    @Nullable PendingRestore pending() {
        return pending;
    }

    private void record(int typeByte) throws DecodeException {
        CommandType type = CommandType.of(typeByte);
        if (type == null || typeByte != type.code()) {
            throw unrecognized(typeByte);
        }
        switch (type) {
            case REGISTER -> registration(RegisterRequest.CODEC.unpack(in));
            case COORDINATE_BATCH -> coordinates();
            case SESSION -> restore.session(Session.CODEC.unpack(in));
            case KVS -> restore.kv(KvEntry.CODEC.unpack(in));
            case TOMBSTONE -> restore.tombstone(KvEntry.CODEC.unpack(in));
            case PREPARED_QUERY -> restore.preparedQuery(PreparedQuery.CODEC.unpack(in));
            case AUTOPILOT -> restore.autopilot(AutopilotConfig.CODEC.unpack(in));
            case INDEX -> restore.index(IndexEntry.CODEC.unpack(in));
            case ACL -> restore.legacyAcl(LegacyAcl.CODEC.unpack(in));
            case ACL_BOOTSTRAP -> restore.legacyBootstrap(LegacyBootstrap.CODEC.unpack(in));
            case ACL_TOKEN_SET -> restore.token(AclToken.CODEC.unpack(in));
            case ACL_POLICY_SET -> restore.policy(AclPolicy.CODEC.unpack(in));
            case ACL_ROLE_SET -> restore.role(AclRole.CODEC.unpack(in));
            case ACL_BINDING_RULE_SET -> restore.bindingRule(AclBindingRule.CODEC.unpack(in));
            case ACL_AUTH_METHOD_SET -> restore.authMethod(AclAuthMethod.CODEC.unpack(in));
            case CONNECT_CA -> restore.caRoot(CaRoot.CODEC.unpack(in));
            case CONNECT_CA_PROVIDER_STATE -> restore.caProvider(CaConsulProviderState.CODEC.unpack(in));
            case CONNECT_CA_CONFIG -> restore.caConfig(CaConfiguration.CODEC.unpack(in));
            case INTENTION, CONFIG_ENTRY, FEDERATION_STATE, SYSTEM_METADATA, CHUNKING_STATE ->
                restore.opaque(typeByte, Bytes.of(in.slice()));
            case INDEX_BASE, RESTORE_BEGIN, RESTORE_CHUNK -> ownRecord(type);
            case DEREGISTER,
                    TXN,
                    AREA,
                    ACL_TOKEN_DELETE,
                    ACL_POLICY_DELETE,
                    ACL_ROLE_DELETE,
                    ACL_BINDING_RULE_DELETE,
                    ACL_AUTH_METHOD_DELETE,
                    CONNECT_CA_LEAF,
                    RESTORE_COMMIT -> throw unrecognized(typeByte);
        }
    }

    private static DecodeException unrecognized(int typeByte) {
        return new DecodeException("unrecognized msg type " + typeByte);
    }

    private void registration(RegisterRequest request) throws DecodeException {
        restore.node(request.toNode());
        if (request.service() != null) {
            restore.service(request.node(), request.service());
        }
        if (request.check() != null) {
            check(request.node(), request.check());
        }
        if (request.checks() != null) {
            for (HealthCheck check : request.checks()) {
                check(request.node(), check);
            }
        }
    }

    private void check(String node, HealthCheck check) throws DecodeException {
        if (!check.node().equalsIgnoreCase(node)) {
            throw new DecodeException("check node \"" + check.node() + "\" does not match node \"" + node + "\"");
        }
        restore.check(check);
    }

    private void coordinates() throws DecodeException {
        List<NodeCoordinate> batch = Commands.COORDINATES.unpack(in);
        if (batch != null) {
            batch.forEach(restore::coordinate);
        }
    }

    private void ownRecord(CommandType type) throws DecodeException {
        if (!ownLog) {
            throw unrecognized(type.code());
        }
        if (type == CommandType.INDEX_BASE) {
            indexBase = index(Codecs.UINT64.unpack(in));
        } else if (type == CommandType.RESTORE_BEGIN) {
            RestoreBegin begin = RestoreBegin.CODEC.unpack(in);
            pending = new PendingRestore(begin.id(), begin.term());
        } else {
            Bytes data = RestoreChunk.CODEC.unpack(in).data();
            if (pending == null || !pending.add(data == null ? Bytes.EMPTY : data)) {
                throw new DecodeException("a piece of no restore");
            }
        }
    }

    private static long index(long value) throws DecodeException {
        if (value < 0 || value > MAX_INDEX) {
            throw new DecodeException("index " + Long.toUnsignedString(value) + " is out of range");
        }
        return value;
    }
}
