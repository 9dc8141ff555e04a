package io.praetor.cli.kv;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.Bytes;
import io.praetor.model.flags.Flag;
import io.praetor.model.kv.KvEntry;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `kv get`: one value, the keys or the entries under a prefix.
public final class KvGet extends Command {
    private static final byte[] NEWLINE = {'\n'};

    private final ApiFlags api = api(ApiFlags.Scope.SERVER, ApiFlags.Scope.NAMESPACE);
    private final Flag<Boolean> base64 = flags().bool("base64", false, "Print values in base64.");
    private final Flag<Boolean> detailed =
            flags().bool("detailed", false, "Print the entry's indexes, flags and session beside its value.");
    private final Flag<Boolean> keys =
            flags().bool("keys", false, "List the keys that begin with the argument, not their values.");
    private final Flag<Boolean> recurse =
            flags().bool("recurse", false, "Print all entries whose key begins with the argument, as key:value.");
    private final Flag<String> separator = flags().text(
                    "separator",
                    "/",
                    "With -keys, list what is common up to this text only once, as folders. The default is \"/\"; an empty "
                            + "text lists every key.");

    @Override
    protected String usage() {
        return "consul kv get [options] [KEY_OR_PREFIX]";
    }

    @Override
    protected String description() {
        return """
                Prints the value stored under a key. With -recurse or -keys the argument is a
                prefix, and everything that begins with it is printed.

                The value of one key:

                    $ consul kv get redis/config/connections

                All entries under a prefix, with their indexes and locks:

                    $ consul kv get -recurse -detailed redis/config/
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (arguments.size() > 1) {
            return context.fail("Too many arguments (expected 1, got " + arguments.size() + ")");
        }
        String key = arguments.isEmpty() ? "" : KvKeys.withoutSlash(arguments.getFirst());
        if (key.isEmpty() && !keys.get() && !recurse.get()) {
            return context.fail("Error! Missing KEY argument");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            if (keys.get()) {
                return printKeys(client, key, context);
            }
            if (recurse.get()) {
                return printAll(client, key, context);
            }
            return detailed.get() ? printDetails(client, key, context) : printValue(client, key, context);
        } catch (ConsulException e) {
            // reads of the original say the status only
            String reason = e.status() == 0 ? e.getMessage() : "Unexpected response code: " + e.status();
            return context.fail("Error querying Consul agent: " + reason);
        }
    }

    private int printKeys(ConsulClient client, String prefix, Context context) throws ConsulException {
        for (String key : client.kv().keys(prefix, separator.get(), api.query()).value()) {
            context.out().line(key);
        }
        return 0;
    }

    private int printAll(ConsulClient client, String prefix, Context context) throws ConsulException {
        boolean first = true;
        for (KvEntry entry : client.kv().list(prefix, api.query()).value()) {
            if (detailed.get()) {
                if (!first) {
                    context.out().line("");
                }
                print(entry, context);
            } else {
                context.out().print(entry.key() + ":");
                print(entry.value(), context);
            }
            first = false;
        }
        return 0;
    }

    private int printDetails(ConsulClient client, String key, Context context) throws ConsulException {
        Optional<KvEntry> entry = client.kv().get(key, api.query()).value();
        if (entry.isEmpty()) {
            return missing(key, context);
        }
        print(entry.get(), context);
        return 0;
    }

    private int printValue(ConsulClient client, String key, Context context) throws ConsulException {
        Optional<Bytes> value = client.kv().value(key, api.query());
        if (value.isEmpty()) {
            return missing(key, context);
        }
        print(value.get(), context);
        return 0;
    }

    private static int missing(String key, Context context) {
        return context.fail("Error! No key exists at: " + key);
    }

    private void print(KvEntry entry, Context context) {
        row("CreateIndex", Long.toUnsignedString(entry.createIndex()), context);
        row("Flags", Long.toUnsignedString(entry.flags()), context);
        row("Key", entry.key(), context);
        row("LockIndex", Long.toUnsignedString(entry.lockIndex()), context);
        row("ModifyIndex", Long.toUnsignedString(entry.modifyIndex()), context);
        row("Session", entry.session().isEmpty() ? "-" : entry.session(), context);
        context.out().print(label("Value"));
        print(entry.value(), context);
    }

    private static void row(String label, String value, Context context) {
        context.out().line(label(label) + value);
    }

    /// Labels are as wide as the longest, and six blanks.
    private static String label(String text) {
        return text + " ".repeat("ModifyIndex".length() + 6 - text.length());
    }

    private void print(@Nullable Bytes value, Context context) {
        byte[] bytes = value == null ? new byte[0] : value.array();
        context.out().write(base64.get() ? Base64.getEncoder().encode(bytes) : bytes);
        context.out().write(NEWLINE);
    }
}
