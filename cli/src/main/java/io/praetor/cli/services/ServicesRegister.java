package io.praetor.cli.services;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.NumberFlags;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.ServiceAddress;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.model.flags.Flag;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `services register`: registers services with the agent, from flags or files.
public final class ServicesRegister extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER, ApiFlags.Scope.NAMESPACE);
    private final Flag<String> id = flags().text("id", "", "ID of the instance. The default is the name.");
    private final Flag<String> name = flags().text("name", "", "Name of the service.");
    private final Flag<String> address =
            flags().text("address", "", "Address of the service. The default is the node's.");
    private final Flag<Integer> port = flags().integer("port", 0, "Port of the service.");
    private final Flag<List<String>> tags = flags().texts("tag", "A tag. May be given several times.");
    private final Flag<Map<String, String>> meta =
            NumberFlags.pairs(flags(), "meta", "Metadata, as key=value. May be given several times.");
    private final Flag<String> kind = flags().text(
                    "kind", "", "Kind of the service, such as \"mesh-gateway\". The default is a typical service.");
    private final Flag<Map<String, String>> taggedAddresses = NumberFlags.pairs(
            flags(),
            "tagged-address",
            "Another address, as name=host:port, such as lan=10.0.0.5:80. May be given several times.");

    @Override
    protected String usage() {
        return "consul services register [options] [FILE...]";
    }

    @Override
    protected String description() {
        return """
                Registers services with the agent: those that files define, in HCL or JSON as in
                the agent's configuration, or one that flags describe. The agent keeps them up
                until they are deregistered.

                From a file:

                    $ consul services register web.json

                From flags:

                    $ consul services register -name=web -port=80 -tag=v1
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        boolean byFlags = !name.get().isEmpty();
        if (arguments.isEmpty() && !byFlags) {
            return context.fail("Service registration requires at least one argument or flags.");
        }
        if (!arguments.isEmpty() && (byFlags || !id.get().isEmpty())) {
            return context.fail("Service registration requires arguments or -id, not both.");
        }
        List<ServiceDefinition> services;
        try {
            services = arguments.isEmpty() ? List.of(described()) : ServiceFiles.read(arguments);
        } catch (IOException e) {
            return context.fail("Error: " + e.getMessage());
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            for (ServiceDefinition service : services) {
                try {
                    client.agentServices().register(service);
                } catch (ConsulException e) {
                    return context.fail("Error registering service \"" + service.name() + "\": " + e.getMessage());
                }
                context.out().line("Registered service: " + service.name());
            }
        }
        return 0;
    }

    private ServiceDefinition described() throws IOException {
        return new ServiceDefinition(
                kind.get(),
                id.get(),
                name.get(),
                tags.get().isEmpty() ? null : tags.get(),
                address.get(),
                addresses(),
                meta.get().isEmpty() ? null : meta.get(),
                port.get(),
                CheckType.CODEC.zero(),
                null,
                null,
                "",
                false,
                null,
                null);
    }

    private @Nullable Map<String, ServiceAddress> addresses() throws IOException {
        if (taggedAddresses.get().isEmpty()) {
            return null;
        }
        Map<String, ServiceAddress> addresses = new LinkedHashMap<>();
        for (Map.Entry<String, String> tagged : taggedAddresses.get().entrySet()) {
            try {
                addresses.put(tagged.getKey(), HostPort.parse(tagged.getValue()));
            } catch (IllegalArgumentException e) {
                throw new IOException("failed to parse address \"" + tagged.getValue() + "\": " + e.getMessage(), e);
            }
        }
        return addresses;
    }
}
