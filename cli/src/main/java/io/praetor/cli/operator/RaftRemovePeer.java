package io.praetor.cli.operator;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `operator raft remove-peer`: takes a server out of the Raft configuration.
public final class RaftRemovePeer extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER);
    private final Flag<String> address =
            flags().text("address", "", "The server's address as list-peers shows it, ip:port.");
    private final Flag<String> id = flags().text("id", "", "The server's ID as list-peers shows it.");

    @Override
    protected String usage() {
        return "consul operator raft remove-peer [options]";
    }

    @Override
    protected String description() {
        return """
                Removes a server from the Raft configuration. Meant for servers that failed and
                will not come back; one that is still alive should be told to leave, which
                removes it too. Name the server by its ID or its address.

                By ID:

                    $ consul operator raft remove-peer \\
                        -id=8f246b77-f3e1-ff88-5b48-8ec93abf3e05

                By address:

                    $ consul operator raft remove-peer -address=10.0.0.5:8300
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (address.get().isEmpty() && id.get().isEmpty()) {
            return context.fail("Error removing peer: an address or id is required for the peer to remove");
        }
        if (!address.get().isEmpty() && !id.get().isEmpty()) {
            return context.fail("Error removing peer: cannot give both an address and id");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            if (id.get().isEmpty()) {
                client.operator().removePeerByAddress(address.get());
                context.out().line("Removed peer with address \"" + address.get() + "\"");
            } else {
                client.operator().removePeerById(id.get());
                context.out().line("Removed peer with id \"" + id.get() + "\"");
            }
            return 0;
        } catch (ConsulException e) {
            return context.fail("Error removing peer: " + e.getMessage());
        }
    }
}
