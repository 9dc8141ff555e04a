package io.praetor.cli.connect;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.InputFiles;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.flags.Flag;
import java.io.IOException;
import java.util.List;

/// `connect ca set-config`: has the mesh's certificates signed otherwise.
public final class CaSetConfig extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER);
    private final Flag<String> file =
            flags().text("config-file", "", "File with the configuration in JSON, as get-config shows it.");
    private final Flag<Boolean> force = flags().bool(
                    "force-without-cross-signing",
                    false,
                    "Change the authority even if the old one cannot vouch for the new one.");

    @Override
    protected String usage() {
        return "consul connect ca set-config [options]";
    }

    @Override
    protected String description() {
        return """
                Configures the authority that signs the certificates of the mesh. With another key or
                root certificate, the authority is another from then on, which the old one vouches
                for until everybody trusts it.

                    $ consul connect ca set-config -config-file=ca.json

                Even if the old authority cannot vouch for the new one, so that certificates cease
                to hold:

                    $ consul connect ca set-config -config-file=ca.json \\
                        -force-without-cross-signing
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (file.get().isEmpty()) {
            return context.fail("The -config-file flag is required");
        }
        CaConfiguration wanted;
        try {
            wanted = Json.parse(CaText.CODEC, InputFiles.read(file.get()));
        } catch (IOException e) {
            return context.fail("Error reading config file: " + e.getMessage());
        } catch (DecodeException e) {
            return context.fail("Error parsing config file: " + e.getMessage());
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            client.connect().configure(force.get() ? wanted.forced() : wanted);
            context.out().line("Configuration updated!");
            return 0;
        } catch (ConsulException e) {
            return context.fail("Error setting CA configuration: " + e.getMessage());
        }
    }
}
