package io.praetor.cli.operator;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.NumberFlags;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.Query;
import io.praetor.model.flags.Flag;
import io.praetor.model.operator.AutopilotConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `operator autopilot set-config`: changes what was given and keeps the rest.
public final class AutopilotSetConfig extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER);
    private final Flag<@Nullable Boolean> cleanupDeadServers = flags().optionalBool(
                    "cleanup-dead-servers",
                    "Remove failed servers from the cluster when a new server joins: true or false.");
    private final Flag<@Nullable Long> lastContactThreshold = NumberFlags.optionalDuration(
            flags(),
            "last-contact-threshold",
            "How long a server may go without contact to the leader and count as healthy, such as \"200ms\".");
    private final Flag<@Nullable Long> maxTrailingLogs = NumberFlags.optionalUnsigned(
            flags(),
            "max-trailing-logs",
            "How many log entries a server may be behind the leader and count as healthy.");
    private final Flag<@Nullable Long> minQuorum = NumberFlags.optionalUnsigned(
            flags(), "min-quorum", "Do not remove failed servers when fewer than this many voters would remain.");
    private final Flag<@Nullable Long> serverStabilizationTime = NumberFlags.optionalDuration(
            flags(),
            "server-stabilization-time",
            "How long a new server must be healthy before it becomes a voter, such as \"10s\".");
    private final Flag<String> redundancyZoneTag = flags().text(
                    "redundancy-zone-tag",
                    "",
                    "Key of the node metadata that names a server's zone; one server of each zone votes.");
    private final Flag<@Nullable Boolean> disableUpgradeMigration = flags().optionalBool(
                    "disable-upgrade-migration",
                    "Do not wait for enough newer servers before making them voters: true or false.");
    private final Flag<String> upgradeVersionTag = flags().text(
                    "upgrade-version-tag",
                    "",
                    "Key of the node metadata that holds the version to compare in upgrade migrations.");

    @Override
    protected String usage() {
        return "consul operator autopilot set-config [options]";
    }

    @Override
    protected String description() {
        return """
                Changes the settings of autopilot. What is not given stays as it is; if somebody
                else changes them at the same time, nothing is written.

                Keep failed servers in the configuration:

                    $ consul operator autopilot set-config -cleanup-dead-servers=false

                Let a new server prove itself for longer:

                    $ consul operator autopilot set-config -server-stabilization-time=30s
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            return change(client, context);
        }
    }

    private int change(ConsulClient client, Context context) {
        AutopilotConfig now;
        try {
            now = client.operator().autopilot(Query.DEFAULT);
        } catch (ConsulException e) {
            return context.fail("Error querying Autopilot configuration: " + e.getMessage());
        }
        try {
            if (client.operator().setAutopilot(merged(now))) {
                context.out().line("Configuration updated!");
                return 0;
            }
            context.out().line("Configuration could not be atomically updated, please try again");
            return Context.FAILURE;
        } catch (ConsulException e) {
            return context.fail("Error setting Autopilot configuration: " + e.getMessage());
        }
    }

    private AutopilotConfig merged(AutopilotConfig now) {
        return new AutopilotConfig(
                or(cleanupDeadServers.get(), now.cleanupDeadServers()),
                or(lastContactThreshold.get(), now.lastContactThreshold()),
                or(maxTrailingLogs.get(), now.maxTrailingLogs()),
                or(minQuorum.get(), now.minQuorum()),
                or(serverStabilizationTime.get(), now.serverStabilizationTime()),
                redundancyZoneTag.isSet() ? redundancyZoneTag.get() : now.redundancyZoneTag(),
                or(disableUpgradeMigration.get(), now.disableUpgradeMigration()),
                upgradeVersionTag.isSet() ? upgradeVersionTag.get() : now.upgradeVersionTag(),
                now.createIndex(),
                now.modifyIndex());
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
