package io.praetor.cli.operator;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.JsonText;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.GoDuration;
import io.praetor.model.operator.AutopilotConfig;
import java.util.List;

/// `operator autopilot get-config`: how autopilot is set.
public final class AutopilotGetConfig extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER);

    @Override
    protected String usage() {
        return "consul operator autopilot get-config [options]";
    }

    @Override
    protected String description() {
        return """
                Shows how autopilot, which looks after the servers of the cluster, is set.

                As the leader knows it:

                    $ consul operator autopilot get-config

                As any server knows it:

                    $ consul operator autopilot get-config -stale
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            AutopilotConfig config = client.operator().autopilot(api.query());
            context.out()
                    .print("CleanupDeadServers = " + config.cleanupDeadServers()
                            + "\nLastContactThreshold = " + GoDuration.format(config.lastContactThreshold())
                            + "\nMaxTrailingLogs = " + Long.toUnsignedString(config.maxTrailingLogs())
                            + "\nMinQuorum = " + Long.toUnsignedString(config.minQuorum())
                            + "\nServerStabilizationTime = " + GoDuration.format(config.serverStabilizationTime())
                            + "\nRedundancyZoneTag = " + JsonText.quote(config.redundancyZoneTag())
                            + "\nDisableUpgradeMigration = " + config.disableUpgradeMigration()
                            + "\nUpgradeVersionTag = " + JsonText.quote(config.upgradeVersionTag()) + "\n");
            return 0;
        } catch (ConsulException e) {
            return context.fail("Error querying Autopilot configuration: " + e.getMessage());
        }
    }
}
