package io.praetor.cli.catalog;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;

/// `catalog datacenters`: the known datacenters, nearest first.
public final class CatalogDatacenters extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER);

    @Override
    protected String usage() {
        return "consul catalog datacenters [options]";
    }

    @Override
    protected String description() {
        return """
                Lists the datacenters this one knows, the nearest first.

                All of them:

                    $ consul catalog datacenters

                As another agent sees it:

                    $ consul catalog datacenters -http-addr=10.0.0.5:8500
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (!arguments.isEmpty()) {
            return context.fail("Too many arguments (expected 0, got " + arguments.size() + ")");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            for (String name : client.catalog().datacenters()) {
                context.out().line(name);
            }
            return 0;
        } catch (ConsulException e) {
            return context.fail("Error listing datacenters: " + e.getMessage());
        }
    }
}
