package io.praetor.server.fsm;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclToken;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.PackWriter;
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
import io.praetor.server.state.StateRecords;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Writes a state as `state.bin` (`snapshot.md` §2): a header, then records in the original's order.
final class SnapshotWriter {
    private static final int FLUSH_BYTES = 64 * 1024;

    private final StateRecords records;
    private final OutputStream out;
    private final PackWriter buffer = new PackWriter(2 * FLUSH_BYTES);

    SnapshotWriter(StateRecords records, OutputStream out) {
        this.records = records;
        this.out = out;
    }

    /// What every reader of the format understands.
    void write(long lastIndex) throws IOException {
        SnapshotHeader.CODEC.pack(buffer, new SnapshotHeader(lastIndex));
        registrations();
        for (NodeCoordinate coordinate : records.coordinates()) {
            record(CommandType.COORDINATE_BATCH, Commands.COORDINATES, List.of(coordinate));
        }
        for (Session session : records.sessions()) {
            record(CommandType.SESSION, Session.CODEC, session);
        }
        accessControl();
        for (KvEntry entry : records.kv()) {
            record(CommandType.KVS, KvEntry.CODEC, entry);
        }
        for (KvEntry tombstone : records.tombstones()) {
            record(CommandType.TOMBSTONE, KvEntry.CODEC, tombstone);
        }
        for (PreparedQuery query : records.preparedQueries()) {
            record(CommandType.PREPARED_QUERY, PreparedQuery.CODEC, query);
        }
        AutopilotConfig autopilot = records.autopilot();
        if (autopilot != null) {
            record(CommandType.AUTOPILOT, AutopilotConfig.CODEC, autopilot);
        }
        opaque(CommandType.INTENTION);
        mesh();
        opaque(CommandType.CONFIG_ENTRY, CommandType.FEDERATION_STATE, CommandType.SYSTEM_METADATA);
        for (IndexEntry index : records.indexes()) {
            record(CommandType.INDEX, IndexEntry.CODEC, index);
        }
        opaque(CommandType.CHUNKING_STATE);
        flush();
    }

    /// What only this product's own log needs.
    void writePrivate(long indexBase, String restoreId, long restoreTerm, List<Bytes> chunks) throws IOException {
        if (indexBase != 0) {
            record(CommandType.INDEX_BASE, Codecs.UINT64, indexBase);
        }
        if (!restoreId.isEmpty()) {
            record(CommandType.RESTORE_BEGIN, RestoreBegin.CODEC, new RestoreBegin(restoreId, restoreTerm));
            for (int i = 0; i < chunks.size(); i++) {
                record(CommandType.RESTORE_CHUNK, RestoreChunk.CODEC, new RestoreChunk(restoreId, i, chunks.get(i)));
            }
        }
        flush();
    }

    private void registrations() throws IOException {
        for (Node node : records.nodes()) {
            record(CommandType.REGISTER, RegisterRequest.CODEC, RegisterRequest.of(node));
            for (NodeService service : records.services(node.node())) {
                record(CommandType.REGISTER, RegisterRequest.CODEC, RegisterRequest.of(node, service, null));
            }
            for (HealthCheck check : records.checks(node.node())) {
                record(CommandType.REGISTER, RegisterRequest.CODEC, RegisterRequest.of(node, null, check));
            }
        }
    }

    private void accessControl() throws IOException {
        for (AclToken token : records.tokens()) {
            record(CommandType.ACL_TOKEN_SET, AclToken.CODEC, token);
        }
        for (AclPolicy policy : records.policies()) {
            record(CommandType.ACL_POLICY_SET, AclPolicy.CODEC, policy);
        }
        for (AclRole role : records.roles()) {
            record(CommandType.ACL_ROLE_SET, AclRole.CODEC, role);
        }
        for (AclBindingRule rule : records.bindingRules()) {
            record(CommandType.ACL_BINDING_RULE_SET, AclBindingRule.CODEC, rule);
        }
        // the original writes only the first of them, by an oversight, and reads any number
        for (AclAuthMethod method : records.authMethods()) {
            record(CommandType.ACL_AUTH_METHOD_SET, AclAuthMethod.CODEC, method);
        }
    }

    private void mesh() throws IOException {
        for (CaRoot root : records.caRoots()) {
            record(CommandType.CONNECT_CA, CaRoot.CODEC, root);
        }
        for (CaConsulProviderState row : records.caProviders()) {
            record(CommandType.CONNECT_CA_PROVIDER_STATE, CaConsulProviderState.CODEC, row);
        }
        CaConfiguration config = records.caConfig();
        if (config != null) {
            record(CommandType.CONNECT_CA_CONFIG, CaConfiguration.CODEC, config);
        }
    }

    private void opaque(CommandType... types) throws IOException {
        for (CommandType type : types) {
            for (Bytes body : records.opaque(type.code())) {
                buffer.rawByte(type.code());
                buffer.rawBytes(body.array());
                flushIfLarge();
            }
        }
    }

    private <T> void record(CommandType type, Codec<T> codec, T value) throws IOException {
        buffer.rawByte(type.code());
        codec.pack(buffer, value);
        flushIfLarge();
    }

    private void flushIfLarge() throws IOException {
        if (buffer.length() >= FLUSH_BYTES) {
            flush();
        }
    }

    private void flush() throws IOException {
        out.write(buffer.view().array(), 0, buffer.length());
        buffer.reset();
    }
}
