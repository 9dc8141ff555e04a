package io.praetor.cli.operator;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.Table;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.operator.RaftServer;
import java.util.List;

/// `operator raft list-peers`: the servers of the Raft configuration.
public final class RaftListPeers extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER);

    @Override
    protected String usage() {
        return "consul operator raft list-peers [options]";
    }

    @Override
    protected String description() {
        return """
                Shows the servers of the Raft configuration, which of them leads, and who votes.

                As the leader knows it:

                    $ consul operator raft list-peers

                As any server knows it, for a cluster without a leader:

                    $ consul operator raft list-peers -stale
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            Table table = new Table().row("Node", "ID", "Address", "State", "Voter", "RaftProtocol");
            List<RaftServer> servers =
                    client.operator().raftConfiguration(api.query()).servers();
            for (RaftServer server : servers == null ? List.<RaftServer>of() : servers) {
                table.row(
                        server.node(),
                        server.id(),
                        server.address(),
                        server.leader() ? "leader" : "follower",
                        Boolean.toString(server.voter()),
                        server.protocolVersion().isEmpty() ? "<=1" : server.protocolVersion());
            }
            context.out().print(table.text());
            return 0;
        } catch (ConsulException e) {
            return context.fail("Error getting peers: Failed to retrieve raft configuration: " + e.getMessage());
        }
    }
}
