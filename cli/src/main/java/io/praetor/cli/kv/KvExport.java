package io.praetor.cli.kv;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.JsonText;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import java.util.Base64;
import java.util.List;

/// `kv export`: all entries under a prefix as JSON that `kv import` reads.
public final class KvExport extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER, ApiFlags.Scope.NAMESPACE);

    @Override
    protected String usage() {
        return "consul kv export [options] [PREFIX]";
    }

    @Override
    protected String description() {
        return """
                Prints all entries whose key begins with a prefix as JSON, values in base64, for
                "consul kv import" to read.

                Keep a tree in a file:

                    $ consul kv export redis/config > config.json

                Copy everything to another datacenter:

                    $ consul kv export | consul kv import -datacenter=dc2 -
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (arguments.size() > 1) {
            return context.fail("Too many arguments (expected 1, got " + arguments.size() + ")");
        }
        String prefix = arguments.isEmpty() ? "" : KvKeys.withoutSlash(arguments.getFirst());
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            print(client.kv().list(prefix, api.query()).value(), context);
            return 0;
        } catch (ConsulException e) {
            String reason = e.status() == 0 ? e.getMessage() : "Unexpected response code: " + e.status();
            return context.fail("Error querying Consul agent: " + reason);
        }
    }

    private static void print(List<KvEntry> entries, Context context) {
        if (entries.isEmpty()) {
            context.out().line("[]");
            return;
        }
        context.out().print("[");
        String before = "\n\t{\n";
        for (KvEntry entry : entries) {
            Bytes value = entry.value();
            String encoded = value == null ? "" : Base64.getEncoder().encodeToString(value.array());
            context.out()
                    .print(before + "\t\t\"key\": " + JsonText.quote(entry.key()) + ",\n\t\t\"flags\": "
                            + Long.toUnsignedString(entry.flags()) + ",\n\t\t\"value\": \"" + encoded + "\"\n\t}");
            before = ",\n\t{\n";
        }
        context.out().line("\n]");
    }
}
