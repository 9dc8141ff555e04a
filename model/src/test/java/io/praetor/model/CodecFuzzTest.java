package io.praetor.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.GatewayService;
import io.praetor.model.catalog.NodeInfo;
import io.praetor.model.catalog.NodeServiceList;
import io.praetor.model.catalog.NodeServices;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.model.catalog.ServiceInfo;
import io.praetor.model.catalog.ServiceNode;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.model.coordinate.DatacenterMap;
import io.praetor.model.event.UserEvent;
import io.praetor.model.kv.KvsRequest;
import io.praetor.model.kv.TombstoneRequest;
import io.praetor.model.log.IndexEntry;
import io.praetor.model.log.SnapshotHeader;
import io.praetor.model.log.SystemMetadataEntry;
import io.praetor.model.operator.AutopilotSetConfigRequest;
import io.praetor.model.operator.OperatorHealthReply;
import io.praetor.model.operator.RaftConfigurationResponse;
import io.praetor.model.operator.RaftRemovePeerRequest;
import io.praetor.model.operator.ServerStats;
import io.praetor.model.query.PreparedQueryExecuteRemoteRequest;
import io.praetor.model.query.PreparedQueryExecuteRequest;
import io.praetor.model.query.PreparedQueryExecuteResponse;
import io.praetor.model.query.PreparedQueryExplainResponse;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.model.session.SessionRequest;
import io.praetor.model.txn.TxnReadRequest;
import io.praetor.model.txn.TxnReadResponse;
import io.praetor.model.txn.TxnRequest;
import io.praetor.model.txn.TxnResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Bytes from anywhere give a value or a [DecodeException], at once. What was read writes and reads again.
class CodecFuzzTest {
    private static final long SEED = 20_261_121;

    static final List<StructCodec<?>> CODECS = List.of(
            RegisterRequest.CODEC,
            DeregisterRequest.CODEC,
            ServiceNode.CODEC,
            NodeServices.CODEC,
            NodeServiceList.CODEC,
            CheckServiceNode.CODEC,
            NodeInfo.CODEC,
            ServiceInfo.CODEC,
            GatewayService.CODEC,
            ServiceDefinition.CODEC,
            KvsRequest.CODEC,
            TombstoneRequest.CODEC,
            SessionRequest.CODEC,
            CoordinateUpdateRequest.CODEC,
            DatacenterMap.CODEC,
            TxnRequest.CODEC,
            TxnResponse.CODEC,
            TxnReadRequest.CODEC,
            TxnReadResponse.CODEC,
            PreparedQueryRequest.CODEC,
            PreparedQueryExecuteRequest.CODEC,
            PreparedQueryExecuteRemoteRequest.CODEC,
            PreparedQueryExecuteResponse.CODEC,
            PreparedQueryExplainResponse.CODEC,
            UserEvent.CODEC,
            AutopilotSetConfigRequest.CODEC,
            OperatorHealthReply.CODEC,
            RaftConfigurationResponse.CODEC,
            RaftRemovePeerRequest.CODEC,
            ServerStats.CODEC,
            SnapshotHeader.CODEC,
            IndexEntry.CODEC,
            SystemMetadataEntry.CODEC);

    @ParameterizedTest
    @FieldSource("CODECS")
    <T> void zeroSurvivesBothForms(StructCodec<T> codec) throws DecodeException {
        T zero = codec.zero();

        assertThat(codec.unpack(new PackReader(codec.pack(zero)))).isEqualTo(zero);
        assertThat(Json.parse(codec, Json.compact(codec, zero))).isEqualTo(zero);
    }

    @ParameterizedTest
    @FieldSource("CODECS")
    <T> void damagedMessagePackIsRefusedOrReadAndWrittenAgain(StructCodec<T> codec) throws DecodeException {
        Random random = new Random(SEED);
        byte[] good = codec.pack(codec.zero());

        for (int i = 0; i < 2000; i++) {
            byte[] bytes = damaged(good, random);
            T read = readOrNull(codec, bytes);
            if (read != null) {
                assertThat(codec.unpack(new PackReader(codec.pack(read))))
                        .as("seed %d, round %d", SEED, i)
                        .isEqualTo(read);
                assertThat(Json.compact(codec, read)).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("CODECS")
    <T> void damagedJsonIsRefusedOrRead(StructCodec<T> codec) {
        Random random = new Random(SEED);
        byte[] good = Json.compact(codec, codec.zero());

        for (int i = 0; i < 2000; i++) {
            byte[] bytes = damaged(good, random);
            try {
                assertThat(Json.compact(codec, Json.parse(codec, bytes, random.nextBoolean())))
                        .isNotEmpty();
            } catch (DecodeException e) {
                assertThat(e).as(new String(bytes, StandardCharsets.ISO_8859_1)).hasMessageMatching("(?s).+");
            }
        }
    }

    private static <T> @Nullable T readOrNull(StructCodec<T> codec, byte[] bytes) {
        try {
            return codec.unpack(new PackReader(bytes));
        } catch (DecodeException e) {
            return null;
        }
    }

    /// Some bytes of a good message changed, its end cut off, or nothing but noise.
    private static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = good.clone();
        if (random.nextInt(10) == 0) {
            bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            return bytes;
        }
        for (int n = random.nextInt(4); n >= 0 && bytes.length > 0; n--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }
}
