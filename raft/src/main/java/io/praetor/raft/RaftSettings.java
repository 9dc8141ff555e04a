package io.praetor.raft;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How one server takes part in the log.
///
/// @param self this server
/// @param directory where log, vote and snapshots live (`<data_dir>/raft`); null keeps everything in memory (`-dev`)
/// @param bootstrap whether an empty server makes itself the only voter of a new cluster; without it an empty server
///     waits to be added, or for [ReplicatedLog#bootstrap]
/// @param electionTimeout silence after which a follower stands for election (up to half as much again)
/// @param snapshotThresholdEntries entries since the last snapshot that cause a new one
/// @param snapshotThresholdBytes bytes of log since the last snapshot that cause a new one
/// @param snapshotCheckInterval how often the thresholds are looked at
/// @param trailingLogs entries kept behind a snapshot so that a slow follower need not be sent the snapshot. What is
///     kept is what was logged since the snapshot before, so this matters where it is larger than
///     `snapshotThresholdEntries`: automatic snapshots then wait for as many entries
/// @param segmentBytes size of one preallocated file of the log
public record RaftSettings(
        PeerAddress self,
        @Nullable Path directory,
        boolean bootstrap,
        Duration electionTimeout,
        long snapshotThresholdEntries,
        long snapshotThresholdBytes,
        Duration snapshotCheckInterval,
        long trailingLogs,
        long segmentBytes) {

    /// 64 MiB, of log and of a segment.
    private static final long DEFAULT_BYTES = 64L << 20;

    /// The smallest segment that makes sense: below, one large command would always have a file of its own.
    static final long MIN_SEGMENT_BYTES = 64L << 10;

    public RaftSettings {
        requirePositive("electionTimeout", electionTimeout.toMillis());
        requirePositive("snapshotThresholdEntries", snapshotThresholdEntries);
        requirePositive("snapshotThresholdBytes", snapshotThresholdBytes);
        requirePositive("snapshotCheckInterval", snapshotCheckInterval.toMillis());
        if (trailingLogs < 0) {
            throw new IllegalArgumentException("trailingLogs is " + trailingLogs + ", expected 0 or more");
        }
        if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > 1L << 30) {
            throw new IllegalArgumentException("segmentBytes is " + segmentBytes + ", expected 64 KiB to 1 GiB");
        }
    }

    /// The settings of a production server: election timeout one second, snapshot after 16,384 entries or 64 MiB,
    /// looked at every 30 s.
    public static RaftSettings durable(PeerAddress self, Path directory, boolean bootstrap) {
        return new RaftSettings(
                self,
                directory,
                bootstrap,
                Duration.ofSeconds(1),
                16_384,
                DEFAULT_BYTES,
                Duration.ofSeconds(30),
                10_240,
                DEFAULT_BYTES);
    }

    /// The settings of a server that forgets everything when it stops (`-dev`, tests): its own only voter, elected at
    /// once.
    public static RaftSettings inMemory(PeerAddress self) {
        return new RaftSettings(
                self,
                null,
                true,
                Duration.ofSeconds(1),
                16_384,
                DEFAULT_BYTES,
                Duration.ofSeconds(30),
                10_240,
                DEFAULT_BYTES);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " is " + value + ", expected more than 0");
        }
    }
}
