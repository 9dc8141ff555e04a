package io.praetor.gossip.serf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What can be turned on the layer above membership (`gossip-serf.md`). Begin with [#serf] or [#consul]:
///
/// ```
/// SerfConfig config = SerfConfig.consul(tags).with(change -> change.snapshotPath(path));
/// ```
///
/// @param tags what this member says of itself
/// @param protocol the Serf protocol spoken, 2 to 5
/// @param reconnectTimeout how long a failed member is remembered, and tried again
/// @param reconnectTimeoutTag the tag in which a member may say another such time; empty: none may
/// @param tombstoneTimeout how long a member that left is remembered
/// @param reapInterval how often the forgotten are forgotten
/// @param reconnectInterval how often a failed member may be tried
/// @param recentIntentTimeout how long news of somebody unknown are kept
/// @param flapTimeout a member that comes back sooner flaps
/// @param broadcastTimeout how long to wait until something was sent often enough
/// @param leavePropagateDelay how long a member that leaves stays for others to hear of it
/// @param queueCheckInterval how often queues are pruned
/// @param queueDepthWarning a longer queue is worth a warning
/// @param maxQueueDepth messages a queue keeps, unless [#minQueueDepth] says otherwise
/// @param minQueueDepth when not 0: a queue keeps so many messages, or two for each member if that is more
/// @param eventBuffer how many Lamport times of events, and of queries, are remembered
/// @param userEventSizeLimit bytes an event may have, at most [#USER_EVENT_HARD_LIMIT]
/// @param querySizeLimit bytes a question may have
/// @param queryResponseSizeLimit bytes an answer may have
/// @param queryTimeoutMult gossip intervals, times `ceil(log10(n + 1))`, in which a question is to be answered
/// @param coordinates whether the network is measured
/// @param nameConflictResolution whether a member whose name is claimed asks the others, and gives way to a majority
/// @param rejoinAfterLeave whether a member that left on purpose joins again when it starts
/// @param snapshotPath where to write down who is there; null: nowhere
/// @param keyringFile where to write down the keys when they change; null: nowhere
/// @param mergeCheck who may join
public record SerfConfig(
        Map<String, String> tags,
        int protocol,
        Duration reconnectTimeout,
        String reconnectTimeoutTag,
        Duration tombstoneTimeout,
        Duration reapInterval,
        Duration reconnectInterval,
        Duration recentIntentTimeout,
        Duration flapTimeout,
        Duration broadcastTimeout,
        Duration leavePropagateDelay,
        Duration queueCheckInterval,
        int queueDepthWarning,
        int maxQueueDepth,
        int minQueueDepth,
        int eventBuffer,
        int userEventSizeLimit,
        int querySizeLimit,
        int queryResponseSizeLimit,
        int queryTimeoutMult,
        boolean coordinates,
        boolean nameConflictResolution,
        boolean rejoinAfterLeave,
        @Nullable Path snapshotPath,
        @Nullable Path keyringFile,
        MergeCheck mergeCheck) {

    /// The longest event there may be, in bytes.
    public static final int USER_EVENT_HARD_LIMIT = 9 * 1024;

    /// Oldest Serf protocol understood.
    public static final int PROTOCOL_MIN = 2;
    /// Newest Serf protocol understood.
    public static final int PROTOCOL_MAX = 5;

    private static final int CONSUL_PROTOCOL = 4;

    /// @param tags copied
    public SerfConfig {
        if (protocol < PROTOCOL_MIN || protocol > PROTOCOL_MAX) {
            throw new IllegalArgumentException("Protocol version '" + protocol + "' too "
                    + (protocol < PROTOCOL_MIN ? "low" : "high") + ". Must be in range: [" + PROTOCOL_MIN + ", "
                    + PROTOCOL_MAX + "]");
        }
        if (userEventSizeLimit > USER_EVENT_HARD_LIMIT) {
            throw new IllegalArgumentException(
                    "user event size limit exceeds limit of " + USER_EVENT_HARD_LIMIT + " bytes");
        }
        if (Integer.bitCount(eventBuffer) != 1) {
            throw new IllegalArgumentException("event buffer must be a power of two, not " + eventBuffer);
        }
        tags = Collections.unmodifiableMap(new TreeMap<>(tags)); // in an order that does not depend on the run
    }

    /// What Serf's own program does.
    public static SerfConfig serf(Map<String, String> tags) {
        return new SerfConfig(
                tags,
                PROTOCOL_MAX,
                Duration.ofHours(24),
                "",
                Duration.ofHours(24),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                128,
                4096,
                0,
                512,
                512,
                1024,
                1024,
                16,
                true,
                true,
                false,
                null,
                null,
                MergeCheck.ANYBODY);
    }

    /// What Consul makes of it (`gossip-serf.md` §11); servers also turn off [#nameConflictResolution].
    public static SerfConfig consul(Map<String, String> tags) {
        return serf(tags)
                .with(change -> change.protocol(CONSUL_PROTOCOL)
                        .reconnectTimeout(Duration.ofDays(3))
                        .reconnectTimeoutTag("rc_tm")
                        .leavePropagateDelay(Duration.ofSeconds(3))
                        .minQueueDepth(4096));
    }

    /// The same, but for what is changed.
    public SerfConfig with(UnaryOperator<Change> changes) {
        return changes.apply(new Change(this)).build();
    }

    /// What shall be different.
    public static final class Change {
        private Map<String, String> tags;
        private int protocol;
        private Duration reconnectTimeout;
        private String reconnectTimeoutTag;
        private Duration tombstoneTimeout;
        private Duration reapInterval;
        private Duration reconnectInterval;
        private Duration recentIntentTimeout;
        private Duration flapTimeout;
        private Duration broadcastTimeout;
        private Duration leavePropagateDelay;
        private Duration queueCheckInterval;
        private int queueDepthWarning;
        private int maxQueueDepth;
        private int minQueueDepth;
        private int eventBuffer;
        private int userEventSizeLimit;
        private int querySizeLimit;
        private int queryResponseSizeLimit;
        private int queryTimeoutMult;
        private boolean coordinates;
        private boolean nameConflictResolution;
        private boolean rejoinAfterLeave;
        private @Nullable Path snapshotPath;
        private @Nullable Path keyringFile;
        private MergeCheck mergeCheck;

        private Change(SerfConfig config) {
            tags = config.tags;
            protocol = config.protocol;
            reconnectTimeout = config.reconnectTimeout;
            reconnectTimeoutTag = config.reconnectTimeoutTag;
            tombstoneTimeout = config.tombstoneTimeout;
            reapInterval = config.reapInterval;
            reconnectInterval = config.reconnectInterval;
            recentIntentTimeout = config.recentIntentTimeout;
            flapTimeout = config.flapTimeout;
            broadcastTimeout = config.broadcastTimeout;
            leavePropagateDelay = config.leavePropagateDelay;
            queueCheckInterval = config.queueCheckInterval;
            queueDepthWarning = config.queueDepthWarning;
            maxQueueDepth = config.maxQueueDepth;
            minQueueDepth = config.minQueueDepth;
            eventBuffer = config.eventBuffer;
            userEventSizeLimit = config.userEventSizeLimit;
            querySizeLimit = config.querySizeLimit;
            queryResponseSizeLimit = config.queryResponseSizeLimit;
            queryTimeoutMult = config.queryTimeoutMult;
            coordinates = config.coordinates;
            nameConflictResolution = config.nameConflictResolution;
            rejoinAfterLeave = config.rejoinAfterLeave;
            snapshotPath = config.snapshotPath;
            keyringFile = config.keyringFile;
            mergeCheck = config.mergeCheck;
        }

        /// See [SerfConfig#tags].
        public Change tags(Map<String, String> value) {
            tags = value;
            return this;
        }

        /// See [SerfConfig#protocol].
        public Change protocol(int value) {
            protocol = value;
            return this;
        }

        /// See [SerfConfig#reconnectTimeout].
        public Change reconnectTimeout(Duration value) {
            reconnectTimeout = value;
            return this;
        }

        /// See [SerfConfig#reconnectTimeoutTag].
        public Change reconnectTimeoutTag(String value) {
            reconnectTimeoutTag = value;
            return this;
        }

        /// See [SerfConfig#tombstoneTimeout].
        public Change tombstoneTimeout(Duration value) {
            tombstoneTimeout = value;
            return this;
        }

        /// See [SerfConfig#reapInterval].
        public Change reapInterval(Duration value) {
            reapInterval = value;
            return this;
        }

        /// See [SerfConfig#reconnectInterval].
        public Change reconnectInterval(Duration value) {
            reconnectInterval = value;
            return this;
        }

        /// See [SerfConfig#recentIntentTimeout].
        public Change recentIntentTimeout(Duration value) {
            recentIntentTimeout = value;
            return this;
        }

        /// See [SerfConfig#flapTimeout].
        public Change flapTimeout(Duration value) {
            flapTimeout = value;
            return this;
        }

        /// See [SerfConfig#broadcastTimeout].
        public Change broadcastTimeout(Duration value) {
            broadcastTimeout = value;
            return this;
        }

        /// See [SerfConfig#leavePropagateDelay].
        public Change leavePropagateDelay(Duration value) {
            leavePropagateDelay = value;
            return this;
        }

        /// See [SerfConfig#queueCheckInterval].
        public Change queueCheckInterval(Duration value) {
            queueCheckInterval = value;
            return this;
        }

        /// See [SerfConfig#queueDepthWarning].
        public Change queueDepthWarning(int value) {
            queueDepthWarning = value;
            return this;
        }

        /// See [SerfConfig#maxQueueDepth].
        public Change maxQueueDepth(int value) {
            maxQueueDepth = value;
            return this;
        }

        /// See [SerfConfig#minQueueDepth].
        public Change minQueueDepth(int value) {
            minQueueDepth = value;
            return this;
        }

        /// See [SerfConfig#eventBuffer].
        public Change eventBuffer(int value) {
            eventBuffer = value;
            return this;
        }

        /// See [SerfConfig#userEventSizeLimit].
        public Change userEventSizeLimit(int value) {
            userEventSizeLimit = value;
            return this;
        }

        /// See [SerfConfig#querySizeLimit].
        public Change querySizeLimit(int value) {
            querySizeLimit = value;
            return this;
        }

        /// See [SerfConfig#queryResponseSizeLimit].
        public Change queryResponseSizeLimit(int value) {
            queryResponseSizeLimit = value;
            return this;
        }

        /// See [SerfConfig#queryTimeoutMult].
        public Change queryTimeoutMult(int value) {
            queryTimeoutMult = value;
            return this;
        }

        /// See [SerfConfig#coordinates].
        public Change coordinates(boolean value) {
            coordinates = value;
            return this;
        }

        /// See [SerfConfig#nameConflictResolution].
        public Change nameConflictResolution(boolean value) {
            nameConflictResolution = value;
            return this;
        }

        /// See [SerfConfig#rejoinAfterLeave].
        public Change rejoinAfterLeave(boolean value) {
            rejoinAfterLeave = value;
            return this;
        }

        /// See [SerfConfig#snapshotPath].
        public Change snapshotPath(@Nullable Path value) {
            snapshotPath = value;
            return this;
        }

        /// See [SerfConfig#keyringFile].
        public Change keyringFile(@Nullable Path value) {
            keyringFile = value;
            return this;
        }

        /// See [SerfConfig#mergeCheck].
        public Change mergeCheck(MergeCheck value) {
            mergeCheck = value;
            return this;
        }

        private SerfConfig build() {
            return new SerfConfig(
                    tags,
                    protocol,
                    reconnectTimeout,
                    reconnectTimeoutTag,
                    tombstoneTimeout,
                    reapInterval,
                    reconnectInterval,
                    recentIntentTimeout,
                    flapTimeout,
                    broadcastTimeout,
                    leavePropagateDelay,
                    queueCheckInterval,
                    queueDepthWarning,
                    maxQueueDepth,
                    minQueueDepth,
                    eventBuffer,
                    userEventSizeLimit,
                    querySizeLimit,
                    queryResponseSizeLimit,
                    queryTimeoutMult,
                    coordinates,
                    nameConflictResolution,
                    rejoinAfterLeave,
                    snapshotPath,
                    keyringFile,
                    mergeCheck);
        }
    }
}
