package io.praetor.cli.operator;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `operator raft transfer-leader`: lets another server lead.
public final class RaftTransferLeader extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER);
    private final Flag<String> id = flags().text(
                    "id",
                    "",
                    "The ID of the server that shall lead, as list-peers shows it. Without it the leader chooses one.");

    @Override
    protected String usage() {
        return "consul operator raft transfer-leader [options]";
    }

    @Override
    protected String description() {
        return """
                Hands leadership to another server, for instance before the leader's machine is
                taken down. Writes wait for a moment meanwhile; none is lost.

                    $ consul operator raft transfer-leader

                To a server of your choice:

                    $ consul operator raft transfer-leader \\
                        -id=8f246b77-f3e1-ff88-5b48-8ec93abf3e05
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            client.operator().transferLeader(id.get());
            context.out().line("Success");
            return 0;
        } catch (ConsulException e) {
            return context.fail("Error transferring leadership: " + e.getMessage());
        }
    }
}
