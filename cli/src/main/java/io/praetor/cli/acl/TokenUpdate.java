package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.client.Acl;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclToken;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `acl token update`: replaces what a token may do, or adds to it.
public final class TokenUpdate extends AclCommand {
    private final OutputFormat format = OutputFormat.define(flags());
    private final TokenId token = new TokenId(flags());
    private final Flag<String> description =
            flags().text("description", "", "What the token is for; stays as it is when it is not given.");
    private final GrantFlags grants = GrantFlags.ofToken(flags());
    private final Flag<Boolean> mergePolicies = merge("merge-policies", "policies");
    private final Flag<Boolean> mergeRoles = merge("merge-roles", "roles");
    private final Flag<Boolean> mergeServices = merge("merge-service-identities", "service identities");
    private final Flag<Boolean> mergeNodes = merge("merge-node-identities", "node identities");
    private final Flag<Boolean> mergeTemplated =
            merge("merge-templated-policies", "templated policies").newer();
    private final Flag<Boolean> upgradeLegacy = flags().bool(
                    "upgrade-legacy",
                    false,
                    "Make a token of the time before Consul 1.4 one of today: its own rules go, and it may do what "
                            + "is given here.");

    private Flag<Boolean> merge(String name, String what) {
        return flags().bool(name, false, "Keep the token's " + what + "; those given are added.");
    }

    @Override
    protected String usage() {
        return "consul acl token update -id ID [options]";
    }

    @Override
    protected String description() {
        return """
                Changes a token. What it may do is replaced by what is given, unless a -merge flag says
                to keep it; so without any such flag it may do nothing afterwards.

                One policy more:

                    $ consul acl token update -id=986193b5 -policy-name=web -merge-policies

                This role and nothing else:

                    $ consul acl token update -id=986193b5 -role-name=operators
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        token.check("Cannot update a token without specifying the -id parameter");
        grants.check();
        format.check();
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        String id = token.resolve(client.acl());
        AclToken now;
        try {
            now = client.acl().tokens().read(id, api().query()).value();
        } catch (ConsulException e) {
            throw Refusal.of("Error when retrieving current token", e);
        }
        AclToken wanted = changed(now, client.acl());
        try {
            format.print(context, new TokenText(), client.acl().tokens().update(wanted));
        } catch (ConsulException e) {
            throw Refusal.of("Failed to update token " + id, e);
        }
    }

    private AclToken changed(AclToken now, Acl acl) throws Refusal {
        if (upgradeLegacy.get() && now.rules().isEmpty()) {
            throw Refusal.of("Can't use -upgrade-legacy on a non-legacy token");
        }
        AclGrants had = now.grants();
        AclGrants kept = new AclGrants(
                mergePolicies.get() ? had.policies() : null,
                mergeRoles.get() ? had.roles() : null,
                mergeServices.get() ? had.serviceIdentities() : null,
                mergeNodes.get() ? had.nodeIdentities() : null,
                mergeTemplated.get() ? had.templatedPolicies() : null);
        return now.edit()
                .description(description.isSet() ? description.get() : now.description())
                .grants(grants.addTo(kept, acl))
                .legacy("", upgradeLegacy.get() ? "" : now.rules())
                .done();
    }
}
