package io.praetor.cli.acl;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `acl templated-policy read`. Newer than the original.
public final class TemplatedPolicyRead extends AclCommand {
    private final OutputFormat format = OutputFormat.withoutMeta(flags());
    private final Flag<String> name =
            flags().text("name", "", "Name of the templated policy, such as builtin/service.");

    /// A run of the command.
    public TemplatedPolicyRead() {
        super(ApiFlags.Scope.SERVER);
    }

    @Override
    protected String usage() {
        return "consul acl templated-policy read -name NAME [options]";
    }

    @Override
    protected String description() {
        return """
                Shows a template of policies, and what it is to be filled in with.

                The one for services:

                    $ consul acl templated-policy read -name=builtin/service

                For programs:

                    $ consul acl templated-policy read -name=builtin/dns -format=json
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (name.get().isEmpty()) {
            throw Refusal.withHelp("Must specify the -name parameter");
        }
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        try {
            format.print(context, new TemplateText(), client.acl().templates().read(name.get()));
        } catch (ConsulException e) {
            throw Refusal.of("Error reading templated policy \"" + name.get() + "\"", e);
        }
    }
}
