package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// How autopilot keeps the cluster.
///
/// @param lastContactThreshold nanoseconds without contact after which a server is unhealthy
/// @param maxTrailingLogs entries a server may be behind and still be healthy
/// @param minQuorum servers below which dead ones are not removed
/// @param serverStabilizationTime nanoseconds a new server must be healthy before it votes
public record AutopilotConfig(
        boolean cleanupDeadServers,
        long lastContactThreshold,
        long maxTrailingLogs,
        long minQuorum,
        long serverStabilizationTime,
        String redundancyZoneTag,
        boolean disableUpgradeMigration,
        String upgradeVersionTag,
        long createIndex,
        long modifyIndex) {

    /// How it travels.
    public static final StructCodec<AutopilotConfig> CODEC = StructCodec.<AutopilotConfig>of("Config")
            .field("CleanupDeadServers", Codecs.BOOL, AutopilotConfig::cleanupDeadServers)
            .field("LastContactThreshold", Codecs.DURATION_TEXT, AutopilotConfig::lastContactThreshold)
            .field("MaxTrailingLogs", Codecs.UINT64, AutopilotConfig::maxTrailingLogs)
            .field("MinQuorum", Codecs.UINT64, AutopilotConfig::minQuorum)
            .field("ServerStabilizationTime", Codecs.DURATION_TEXT, AutopilotConfig::serverStabilizationTime)
            .field("RedundancyZoneTag", Codecs.TEXT, AutopilotConfig::redundancyZoneTag)
            .field("DisableUpgradeMigration", Codecs.BOOL, AutopilotConfig::disableUpgradeMigration)
            .field("UpgradeVersionTag", Codecs.TEXT, AutopilotConfig::upgradeVersionTag)
            .field("CreateIndex", Codecs.UINT64, AutopilotConfig::createIndex)
            .field("ModifyIndex", Codecs.UINT64, AutopilotConfig::modifyIndex)
            .build(v -> new AutopilotConfig(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next()));

    /// The same with these Raft indexes.
    public AutopilotConfig withIndexes(long create, long modify) {
        return new AutopilotConfig(
                cleanupDeadServers,
                lastContactThreshold,
                maxTrailingLogs,
                minQuorum,
                serverStabilizationTime,
                redundancyZoneTag,
                disableUpgradeMigration,
                upgradeVersionTag,
                create,
                modify);
    }
}
