package io.praetor.cli.agent;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.Operator;
import io.praetor.model.flags.Flag;
import io.praetor.model.operator.KeyringResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `keyring`: the keys that members of gossip pools encrypt with.
public final class Keyring extends Command {
    private static final int MOST_RELAYS = 5;

    private final ApiFlags api = api();
    private final Flag<String> install = flags().text(
                    "install",
                    "",
                    "Add a key to the keyring of every member. They can read what is encrypted with it from then on.");
    private final Flag<Boolean> list =
            flags().bool("list", false, "Show the keys that are installed, and how many members have each.");
    private final Flag<Boolean> listPrimary =
            flags().bool("list-primary", false, "Show the keys that members encrypt with.");
    private final Flag<Boolean> localOnly = flags().bool(
                    "local-only",
                    false,
                    "Ask only the pool of the agent's own datacenter; works with -list and -list-primary.");
    private final Flag<Integer> relayFactor = flags().integer(
                    "relay-factor",
                    0,
                    "Over how many other members, 0 to 5, answers travel as well as directly. Helps where packets are "
                            + "lost.");
    private final Flag<String> remove =
            flags().text("remove", "", "Remove a key from every member. The key in use cannot be removed.");
    private final Flag<String> use =
            flags().text("use", "", "Make every member encrypt with this key, which must be installed.");

    @Override
    protected String usage() {
        return "consul keyring [options]";
    }

    @Override
    protected String description() {
        return """
                Shows and changes the keys of encrypted gossip, in the pool of each datacenter and in
                the one of all servers. A change is made by every member that can be reached; if one
                of them reports a failure, do it again once that is solved.

                Change the key of a cluster without an interruption:

                    $ consul keyring -install="$(consul keygen)"
                    $ consul keyring -list
                    $ consul keyring -use=CDXWyNGcoT6MExNYKz2Sgg2dbnsRvsUZKLoAR3ZGJHA=
                    $ consul keyring -remove=pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        long actions = Stream.of(list.get(), listPrimary.get(), given(install), given(use), given(remove))
                .filter(wanted -> wanted)
                .count();
        if (actions > 1) {
            return context.fail("Only a single action is allowed");
        }
        if (actions == 0) {
            context.err().print(help());
            return Context.FAILURE;
        }
        if (relayFactor.get() < 0 || relayFactor.get() > MOST_RELAYS) {
            return context.fail("Error parsing relay factor: Relay factor must be in range: [0, " + MOST_RELAYS + "]");
        }
        if (localOnly.get() && !list.get() && !listPrimary.get()) {
            return context.fail("Error validating local-only: local-only can only be set for list requests");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            perform(client.operator(), context);
            return 0;
        } catch (ConsulException e) {
            return context.fail("error: " + e.getMessage());
        }
    }

    private static boolean given(Flag<String> flag) {
        return !flag.get().isEmpty();
    }

    private void perform(Operator operator, Context context) throws ConsulException {
        int relays = relayFactor.get();
        if (given(install)) {
            say(context, "Installing new gossip encryption key...");
            operator.installKey(install.get(), relays);
        } else if (given(use)) {
            say(context, "Changing primary gossip encryption key...");
            operator.useKey(use.get(), relays);
        } else if (given(remove)) {
            say(context, "Removing gossip encryption key...");
            operator.removeKey(remove.get(), relays);
        } else if (listPrimary.get()) {
            say(context, "Gathering installed primary encryption keys...");
            show(context, operator.keyring(relays, localOnly.get()), KeyringResponse::primaryKeys);
        } else {
            say(context, "Gathering installed encryption keys...");
            show(context, operator.keyring(relays, localOnly.get()), KeyringResponse::keys);
        }
    }

    private static void say(Context context, String progress) {
        context.out().line("==> " + progress);
    }

    private static void show(
            Context context,
            List<KeyringResponse> pools,
            Function<KeyringResponse, @Nullable Map<String, Integer>> which) {
        for (KeyringResponse pool : pools) {
            context.out().line("");
            context.out().line(pool.pool() + ":");
            sorted(pool.messages())
                    .forEach((member, message) -> context.out().line("  ===> " + member + ": " + message));
            sorted(which.apply(pool))
                    .forEach((key, count) ->
                            context.out().line("  " + key + " [" + count + "/" + pool.numNodes() + "]"));
        }
    }

    private static <V> Map<String, V> sorted(@Nullable Map<String, V> map) {
        return new TreeMap<>(Objects.requireNonNullElse(map, Map.of()));
    }
}
