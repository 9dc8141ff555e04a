package io.praetor.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclToken;
import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvsRequest;
import io.praetor.model.log.CommandType;
import io.praetor.model.log.IndexEntry;
import io.praetor.model.log.SnapshotHeader;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.RaftConfigurationResponse;
import io.praetor.model.operator.ServerStats;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.PreparedQueryExecuteRequest;
import io.praetor.model.query.PreparedQueryExecuteResponse;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.model.snapshot.ArchiveReader;
import io.praetor.model.txn.TxnRequest;
import io.praetor.model.txn.TxnResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What the original recorded, decoded and encoded again.
class RecordedVectorsTest {
    private static final Map<String, Codec<?>> REQUESTS = Map.of(
            "Catalog.Register", RegisterRequest.CODEC,
            "Catalog.Deregister", DeregisterRequest.CODEC,
            "KVS.Apply", KvsRequest.CODEC,
            "Session.Apply", SessionRequest.CODEC,
            "Coordinate.Update", CoordinateUpdateRequest.CODEC,
            "Txn.Apply", TxnRequest.CODEC,
            "PreparedQuery.Apply", PreparedQueryRequest.CODEC,
            "PreparedQuery.Execute", PreparedQueryExecuteRequest.CODEC);

    private static final Map<String, Codec<?>> REPLIES = Map.of(
            "Txn.Apply", TxnResponse.CODEC,
            "PreparedQuery.Execute", PreparedQueryExecuteResponse.CODEC,
            "Operator.RaftGetConfiguration", RaftConfigurationResponse.CODEC,
            "Status.RaftStats", ServerStats.CODEC);

    @TestFactory
    List<DynamicTest> bodiesOfCallsComeBackAsTheyWere() throws IOException, DecodeException {
        Map<?, ?> vectors = (Map<?, ?>) Json.parse(Codecs.ANY, resource("rpc-vectors.json"));
        List<?> calls =
                (List<?>) Objects.requireNonNull(Objects.requireNonNull(vectors).get("calls_over_yamux"));

        List<DynamicTest> tests = calls.stream()
                .map(call -> (Map<?, ?>) call)
                .filter(call -> REQUESTS.containsKey(call.get("method")) || REPLIES.containsKey(call.get("method")))
                .map(call -> DynamicTest.dynamicTest(text(call, "method"), () -> bothComeBack(call)))
                .toList();

        assertThat(tests).hasSizeGreaterThan(8);
        return tests;
    }

    private static String text(Map<?, ?> call, String name) {
        return (String) Objects.requireNonNull(call.get(name), name);
    }

    private static void bothComeBack(Map<?, ?> call) throws DecodeException {
        Codec<?> request = REQUESTS.get(call.get("method"));
        if (request != null) {
            comesBack(request, text(call, "request_body_hex"));
        }
        Codec<?> reply = REPLIES.get(call.get("method"));
        if (reply != null) {
            comesBack(reply, text(call, "response_body_hex"));
        }
    }

    /// The pairs of free-form maps were sent in an order of chance; everything else must have its place.
    private static <T> void comesBack(Codec<T> codec, String hex) throws DecodeException {
        byte[] recorded = HexFormat.of().parseHex(hex);

        byte[] again = recode(codec, recorded);

        assertThat(again).hasSameSizeAs(recorded);
        assertThat(new PackReader(again).any()).isEqualTo(new PackReader(recorded).any());
    }

    private static <T> byte[] recode(Codec<T> codec, byte[] bytes) throws DecodeException {
        PackWriter out = new PackWriter();
        codec.pack(out, codec.unpack(new PackReader(bytes)));
        return out.toBytes();
    }

    @Test
    void recordsOfASnapshotComeBackAsTheyWere() throws IOException, DecodeException {
        Map<CommandType, Codec<?>> known = new EnumMap<>(CommandType.class);
        known.put(CommandType.REGISTER, RegisterRequest.CODEC);
        known.put(CommandType.COORDINATE_BATCH, Codecs.list(NodeCoordinate.CODEC));
        known.put(CommandType.SESSION, Session.CODEC);
        known.put(CommandType.KVS, KvEntry.CODEC);
        known.put(CommandType.TOMBSTONE, KvEntry.CODEC);
        known.put(CommandType.PREPARED_QUERY, PreparedQuery.CODEC);
        known.put(CommandType.AUTOPILOT, AutopilotConfig.CODEC);
        known.put(CommandType.INDEX, IndexEntry.CODEC);
        known.put(CommandType.ACL_POLICY_SET, AclPolicy.CODEC);
        known.put(CommandType.ACL_ROLE_SET, AclRole.CODEC);
        known.put(CommandType.ACL_BINDING_RULE_SET, AclBindingRule.CODEC);
        known.put(CommandType.ACL_AUTH_METHOD_SET, AclAuthMethod.CODEC);
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        ArchiveReader.read(new ByteArrayInputStream(resource("snapshot-vector.snap")), state);
        byte[] bytes = state.toByteArray();
        PackReader in = new PackReader(bytes);

        assertThat(recode(SnapshotHeader.CODEC, in.slice())).isEqualTo(Arrays.copyOf(bytes, 12));

        int records = 0;
        int same = 0;
        int tokens = 0;
        while (!in.atEnd()) {
            CommandType type = Objects.requireNonNull(CommandType.of(in.rawByte()));
            byte[] body = in.slice();
            Codec<?> codec = known.get(type);
            if (type == CommandType.ACL_TOKEN_SET) {
                tokenComesBack(body);
                tokens++;
            }
            if (codec != null) {
                comesBack(codec, HexFormat.of().formatHex(body));
                records++;
                same += Arrays.equals(recode(codec, body), body) ? 1 : 0;
            }
        }
        assertThat(tokens).isEqualTo(3);
        assertThat(records).isEqualTo(8 + 2 + 1 + 3 + 1 + 1 + 1 + 22 + 2 + 1 + 1 + 1);
        assertThat(same)
                .as("all but three, whose free-form maps came in an order of chance")
                .isEqualTo(records - 3);
    }

    /// The recorded times have an offset of zero instead of none: the same instant in other bytes.
    private static void tokenComesBack(byte[] recorded) throws DecodeException {
        byte[] again = recode(AclToken.CODEC, recorded);

        assertThat(again).hasSameSizeAs(recorded);
        assertThat(AclToken.CODEC.unpack(new PackReader(again)))
                .isEqualTo(AclToken.CODEC.unpack(new PackReader(recorded)));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = RecordedVectorsTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
