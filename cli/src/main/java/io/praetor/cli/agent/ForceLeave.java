package io.praetor.cli.agent;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `force-leave`: declares a failed member to have left.
public final class ForceLeave extends Command {
    private final ApiFlags api = api();
    private final Flag<Boolean> prune = flags().bool("prune", false, "Also take the member off the list of members.");

    @Override
    protected String usage() {
        return "consul force-leave [options] name";
    }

    @Override
    protected String description() {
        return """
                Declares a failed member to have left, so that the others stop trying to reach
                it and its entries leave the catalog. If the member is alive after all, it comes
                back by itself.

                A member that will not come back:

                    $ consul force-leave web-3

                And forget it at once:

                    $ consul force-leave -prune web-3
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (arguments.size() != 1) {
            return failWithHelp(context, "A single node name must be specified to force leave.");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            client.agent().forceLeave(arguments.getFirst(), prune.get());
            return 0;
        } catch (ConsulException e) {
            return context.fail("Error force leaving: " + e.getMessage());
        }
    }
}
