package io.praetor.cli.acl;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclTemplateVariables;
import io.praetor.model.acl.AclTemplatedPolicy;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `acl templated-policy preview`. Newer than the original.
public final class TemplatedPolicyPreview extends AclCommand {
    private static final AclTemplateVariables NOTHING = new AclTemplateVariables("");

    private final OutputFormat format = OutputFormat.define(flags());
    private final Flag<String> name =
            flags().text("name", "", "Name of the templated policy, such as builtin/service.");
    private final Flag<List<String>> variables =
            flags().texts("var", "A variable, as NAME:VALUE, such as name:api. May be given several times.");
    private final Flag<String> file =
            flags().text("file", "", "A file, in HCL or JSON, with one templated policy and its variables.");

    /// A run of the command.
    public TemplatedPolicyPreview() {
        super(ApiFlags.Scope.SERVER);
    }

    @Override
    protected String usage() {
        return "consul acl templated-policy preview [options]";
    }

    @Override
    protected String description() {
        return """
                Shows the policy that comes of a template, without making anything.

                For a service:

                    $ consul acl templated-policy preview -name=builtin/service \\
                        -var=name:api

                Of a file such as TemplatedPolicy "builtin/service" { Name = "api" }:

                    $ consul acl templated-policy preview -file=api.hcl
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (name.get().isEmpty() == file.get().isEmpty()) {
            throw Refusal.withHelp("Must specify either the -name or -file parameters");
        }
        var _ = TemplateFlags.variables(variables.get());
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        AclTemplatedPolicy wanted = wanted();
        AclTemplateVariables given = wanted.templateVariables();
        try {
            format.print(
                    context,
                    new PolicyText(),
                    client.acl().templates().preview(wanted.templateName(), given == null ? NOTHING : given));
        } catch (ConsulException e) {
            throw Refusal.of("Failed to generate the policy of templated policy \"" + wanted.templateName() + "\"", e);
        }
    }

    private AclTemplatedPolicy wanted() throws Refusal {
        if (file.get().isEmpty()) {
            return new AclTemplatedPolicy(name.get(), TemplateFlags.variables(variables.get()), null);
        }
        List<AclTemplatedPolicy> read = TemplateFile.read(file.get());
        if (read.size() != 1) {
            throw Refusal.of("Can only preview one templated policy at a time");
        }
        return read.getFirst();
    }
}
