package io.praetor.cli.acl;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.NumberFlags;
import io.praetor.client.Acl;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclObserved;
import io.praetor.model.flags.Flag;
import java.time.Duration;
import java.util.List;

/// `acl suggest`: the least policy for what a token is used for. Newer than the original.
public final class Suggest extends AclCommand {
    private final TokenId token = new TokenId(flags());
    private final Flag<Duration> time = NumberFlags.duration(
            flags(),
            "for",
            "Observe the token from now on for this long, such as \"10m\", then print the policy. Without it, what was "
                    + "noted since an earlier call is printed at once.");
    private final Flag<Boolean> detach =
            flags().bool("detach", false, "With -for: do not wait; call this again without -for to print the policy.");
    private final Flag<Boolean> hidden = flags().bool(
                    "hidden",
                    false,
                    "Grant also to see what was left out of answers because the token may not see it.");

    /// A run of the command.
    public Suggest() {
        super(ApiFlags.Scope.SERVER);
    }

    @Override
    protected String usage() {
        return "consul acl suggest -id ID [options]";
    }

    @Override
    protected String description() {
        return """
                Prints the least policy that the requests of a token need: has the leader note what they
                ask for, for a while, and makes rules of that. Reads that other servers answer (-stale)
                are not noted.

                Watch a token for ten minutes, and make a policy of what it did:

                    $ consul acl suggest -id=986193b5 -for=10m > least.hcl

                Watch it for a day, and look tomorrow:

                    $ consul acl suggest -id=986193b5 -for=24h -detach
                    $ consul acl suggest -id=986193b5
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        token.check("Must specify the -id parameter");
        if (time.get().isNegative()) {
            throw Refusal.of("-for must not be negative");
        }
        if (detach.get() && time.get().isZero()) {
            throw Refusal.of("-detach requires -for");
        }
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        Acl acl = client.acl();
        String id = token.resolve(acl);
        AclObserved observed;
        try {
            if (!time.get().isZero()) {
                acl.observe(id, time.get());
                if (detach.get()) {
                    return;
                }
                context.system().sleep(time.get());
            }
            observed = acl.observed(id, hidden.get());
        } catch (ConsulException e) {
            throw Refusal.of("Error observing token \"" + id + "\"", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of("Interrupted");
        }
        print(observed, id, context);
    }

    private static void print(AclObserved observed, String id, Context context) throws Refusal {
        if (!observed.observed()) {
            throw Refusal.of("Token \"" + id + "\" is not observed: begin with -for, such as -for=10m");
        }
        if (!observed.complete()) {
            context.err().line("The token asked for more than the leader notes of one token; some of it is missing.");
        }
        if (observed.rules().isEmpty()) {
            context.err().line("The token asked for nothing.");
        }
        context.out().print(observed.rules());
    }
}
