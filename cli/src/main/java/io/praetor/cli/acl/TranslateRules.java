package io.praetor.cli.acl;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `acl translate-rules`: old rules as they are written now.
public final class TranslateRules extends AclCommand {
    private final Flag<Boolean> accessor =
            flags().bool("token-accessor", false, "TRANSLATE is the accessor ID of a token whose rules to translate.");
    private final Flag<Boolean> secret =
            flags().bool("token-secret", false, "TRANSLATE is the secret ID of a token whose rules to translate.");

    /// A run of the command.
    public TranslateRules() {
        super(ApiFlags.Scope.SERVER);
    }

    @Override
    protected String usage() {
        return "consul acl translate-rules [options] TRANSLATE";
    }

    @Override
    protected String description() {
        return """
                Writes rules of the time before Consul 1.4 as they are written now. TRANSLATE is the
                text of the rules, @name for those of a file, or "-" for standard input.

                Those of a file:

                    $ consul acl translate-rules @rules.hcl

                Those of an old token:

                    $ consul acl translate-rules -token-accessor 986193b5
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (arguments.isEmpty()) {
            throw Refusal.of("Error! Missing TRANSLATE argument");
        }
        if (arguments.size() > 1) {
            throw Refusal.of("Error! Too many arguments (expected 1, got " + arguments.size() + ")");
        }
        if (accessor.get() && secret.get()) {
            throw Refusal.of("Error! Cannot specify both -token-accessor and -token-secret");
        }
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        String given = arguments.getFirst();
        if (accessor.get() || secret.get()) {
            context.out().line(OldRules.ofToken(client.acl(), given, secret.get()));
            return;
        }
        try {
            context.out().line(client.acl().translate(GivenData.load(given, "Error! ", context)));
        } catch (ConsulException e) {
            throw Refusal.of("Error translating rules", e);
        }
    }
}
