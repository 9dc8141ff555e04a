package io.praetor.cli.connect;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `connect ca get-config`: how the mesh's certificates are signed.
public final class CaGetConfig extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER);

    @Override
    protected String usage() {
        return "consul connect ca get-config [options]";
    }

    @Override
    protected String description() {
        return """
                Shows how the authority is configured that signs the certificates of the mesh. A
                private key is shown, too, when it was configured with one.

                As the leader knows it:

                    $ consul connect ca get-config

                As any server knows it:

                    $ consul connect ca get-config -stale
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            context.out().print(CaText.of(client.connect().configuration(api.query())));
            return 0;
        } catch (ConsulException e) {
            return context.fail("Error querying CA configuration: " + e.getMessage());
        }
    }
}
