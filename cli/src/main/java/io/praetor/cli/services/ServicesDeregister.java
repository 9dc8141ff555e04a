package io.praetor.cli.services;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.model.flags.Flag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `services deregister`: takes services off the agent, by ID or those that files define.
public final class ServicesDeregister extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER, ApiFlags.Scope.NAMESPACE);
    private final Flag<String> id = flags().text("id", "", "ID of the instance to take off.");

    @Override
    protected String usage() {
        return "consul services deregister [options] [FILE...]";
    }

    @Override
    protected String description() {
        return """
                Takes services off the agent: the one with an ID, or those that files define.
                Services of the agent's own configuration come back when it starts again.

                By its ID:

                    $ consul services deregister -id=web-1

                What a file has registered:

                    $ consul services deregister web.json
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (arguments.isEmpty() && id.get().isEmpty()) {
            return context.fail("Service deregistration requires at least one argument or -id.");
        }
        if (!arguments.isEmpty() && !id.get().isEmpty()) {
            return context.fail("Service deregistration requires arguments or -id, not both.");
        }
        List<Instance> instances = new ArrayList<>();
        if (arguments.isEmpty()) {
            instances.add(new Instance(id.get(), ""));
        } else {
            try {
                for (ServiceDefinition service : ServiceFiles.read(arguments)) {
                    String given = service.id().isEmpty() ? service.name() : service.id();
                    instances.add(new Instance(given, service.name()));
                }
            } catch (IOException e) {
                return context.fail("Error: " + e.getMessage());
            }
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            for (Instance instance : instances) {
                try {
                    client.agentServices().deregister(instance.id());
                } catch (ConsulException e) {
                    return context.fail("Error registering service \"" + instance.name() + "\": " + e.getMessage());
                }
                context.out().line("Deregistered service: " + instance.id());
            }
        }
        return 0;
    }

    /// @param name empty when only the ID was given
    private record Instance(String id, String name) {}
}
