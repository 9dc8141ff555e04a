package io.praetor.raft;

import com.alipay.sofa.jraft.JRaftServiceFactory;
import com.alipay.sofa.jraft.entity.codec.LogEntryCodecFactory;
import com.alipay.sofa.jraft.entity.codec.v2.LogEntryV2CodecFactory;
import com.alipay.sofa.jraft.option.NodeOptions;
import com.alipay.sofa.jraft.option.RaftOptions;
import com.alipay.sofa.jraft.option.ReadOnlyOption;
import com.alipay.sofa.jraft.storage.LogStorage;
import com.alipay.sofa.jraft.storage.RaftMetaStorage;
import com.alipay.sofa.jraft.storage.SnapshotStorage;
import java.time.Duration;

/// What JRaft is told: which storages and which client are this server's, and the settings that were measured (docs of
/// the design, section 4).
final class RaftNodeOptions extends NodeOptions {

    /// Bytes of entries that may wait for the disk before more are refused.
    private static final long MAX_UNWRITTEN_BYTES = 256L << 20;

    /// The most between two calls of a leader. Followers hear of commits by them, and autopilot takes a server for
    /// unhealthy that has not heard of its leader for 200 ms.
    private static final int HEARTBEAT_MILLIS = 100;

    private final PeerClient client;

    RaftNodeOptions(
            Duration electionTimeout,
            PeerClient client,
            LogStorage log,
            RaftMetaStorage vote,
            SnapshotStorage snapshots) {
        this.client = client;
        int electionMillis = Math.toIntExact(electionTimeout.toMillis());
        setElectionTimeoutMs(electionMillis);
        setLeaderLeaseTimeRatio(90);
        setSnapshotIntervalSecs(0);
        setDisableCli(true);
        setEnableMetrics(false);
        setTimerPoolSize(2);
        setRpcProcessorThreadPoolSize(6);
        setLogUri("log");
        setRaftMetaUri("vote");
        setSnapshotUri("snapshots");
        setServiceFactory(new Storages(log, vote, snapshots));

        RaftOptions raft = new RaftOptions();
        raft.setSync(true);
        raft.setSyncMeta(true);
        raft.setReplicatorPipeline(true);
        raft.setMaxReplicatorInflightMsgs(256);
        raft.setReadOnlyOptions(ReadOnlyOption.ReadOnlySafe);
        raft.setDisruptorBufferSize(PendingRequests.MAX_REQUESTS);
        raft.setMaxLogsInMemoryBytes(MAX_UNWRITTEN_BYTES);
        raft.setApplyBatch(64);
        raft.setElectionHeartbeatFactor(Math.max(10, Math.ceilDiv(electionMillis, HEARTBEAT_MILLIS)));
        raft.setMaxElectionDelayMs((int) LeaderWatch.usualSpread(electionMillis));
        setRaftOptions(raft);
    }

    PeerClient client() {
        return client;
    }

    private record Storages(LogStorage log, RaftMetaStorage vote, SnapshotStorage snapshots)
            implements JRaftServiceFactory {

        @Override
        public LogStorage createLogStorage(String uri, RaftOptions options) {
            return log;
        }

        @Override
        public SnapshotStorage createSnapshotStorage(NodeOptions options) {
            return snapshots;
        }

        @Override
        public RaftMetaStorage createRaftMetaStorage(String uri, RaftOptions options) {
            return vote;
        }

        @Override
        public LogEntryCodecFactory createLogEntryCodecFactory() {
            return LogEntryV2CodecFactory.getInstance();
        }
    }
}
