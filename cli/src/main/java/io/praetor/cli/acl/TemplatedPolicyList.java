package io.praetor.cli.acl;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclTemplate;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// `acl templated-policy list`. Newer than the original.
public final class TemplatedPolicyList extends AclCommand {
    private final OutputFormat format = OutputFormat.withoutMeta(flags());

    /// A run of the command.
    public TemplatedPolicyList() {
        super(ApiFlags.Scope.SERVER);
    }

    @Override
    protected String usage() {
        return "consul acl templated-policy list [options]";
    }

    @Override
    protected String description() {
        return """
                Lists the templates of policies that there are, by name.

                For people:

                    $ consul acl templated-policy list

                For programs, with their rules:

                    $ consul acl templated-policy list -format=json
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        Map<String, AclTemplate> all;
        try {
            all = client.acl().templates().list();
        } catch (ConsulException e) {
            throw Refusal.of("Failed to retrieve the templated policies list", e);
        }
        if (format.isJson()) {
            byte[] json = Json.pretty(Codecs.map(AclTemplate.CODEC), all);
            context.out().print(new String(json, StandardCharsets.UTF_8));
            return;
        }
        all.keySet().forEach(context.out()::line);
    }
}
