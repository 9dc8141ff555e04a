package io.praetor.cli.kv;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.NumberFlags;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.Kv;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `kv delete`: deletes one key, or all under a prefix.
public final class KvDelete extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER, ApiFlags.Scope.NAMESPACE);
    private final Flag<Boolean> cas =
            flags().bool("cas", false, "Delete only if the key was last changed at -modify-index.");
    private final Flag<Long> modifyIndex = NumberFlags.unsigned(
            flags(), "modify-index", "The index for -cas, as \"consul kv get -detailed\" shows it.");
    private final Flag<Boolean> recurse =
            flags().bool("recurse", false, "Delete all keys that begin with the argument.");

    @Override
    protected String usage() {
        return "consul kv delete [options] KEY_OR_PREFIX";
    }

    @Override
    protected String description() {
        return """
                Deletes a key, or with -recurse everything that begins with a prefix. It is no
                error if there is nothing to delete.

                Delete one key:

                    $ consul kv delete redis/config/connections

                Delete a whole tree:

                    $ consul kv delete -recurse redis/
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (arguments.size() > 1) {
            return context.fail("Too many arguments (expected 1, got " + arguments.size() + ")");
        }
        String key = arguments.isEmpty() ? "" : KvKeys.withoutSlash(arguments.getFirst());
        if (key.isEmpty() && !recurse.get()) {
            return context.fail("Error! Missing KEY argument");
        }
        if (cas.get() && modifyIndex.get() == 0) {
            return context.fail(
                    "Cannot delete a key that does not exist. Provide a -modify-index greater than than 0.");
        }
        if (modifyIndex.get() != 0 && !cas.get()) {
            return context.fail("Cannot specify -modify-index without -cas!");
        }
        if (cas.get() && recurse.get()) {
            return context.fail("Cannot specify both -cas and -recurse!");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            return delete(client.kv(), key, context);
        }
    }

    private int delete(Kv kv, String key, Context context) {
        try {
            if (recurse.get()) {
                kv.deleteAll(key);
                context.out().line("Success! Deleted keys with prefix: " + key);
                return 0;
            }
            if (!cas.get()) {
                kv.delete(key);
            } else if (!kv.deleteIfUnchanged(key, modifyIndex.get())) {
                return context.fail("Error! Did not delete key " + key + ": CAS failed");
            }
            context.out().line("Success! Deleted key: " + key);
            return 0;
        } catch (ConsulException e) {
            String what = recurse.get()
                    ? "Error! Did not delete prefix "
                    : cas.get() ? "Error! Did not delete key " : "Error deleting key ";
            return context.fail(what + key + ": " + e.getMessage());
        }
    }
}
