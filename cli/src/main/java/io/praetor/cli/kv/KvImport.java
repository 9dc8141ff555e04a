package io.praetor.cli.kv;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.InputFiles;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.StructCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `kv import`: writes the entries that `kv export` printed.
public final class KvImport extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER, ApiFlags.Scope.NAMESPACE);

    /// One element of the list.
    private record Entry(String key, long flags, String value) {
        private static final StructCodec<Entry> CODEC = StructCodec.<Entry>of("Entry")
                .field("key", Codecs.TEXT, Entry::key)
                .field("flags", Codecs.UINT64, Entry::flags)
                .field("value", Codecs.TEXT, Entry::value)
                .build(v -> new Entry(v.next(), v.next(), v.next()));
    }

    @Override
    protected String usage() {
        return "consul kv import [options] [DATA]";
    }

    @Override
    protected String description() {
        return """
                Writes the entries of a JSON text as "consul kv export" prints it, replacing
                those that exist. DATA of the form @name is the content of that file, and "-"
                is read from standard input.

                From a file:

                    $ consul kv import @config.json

                From standard input:

                    $ cat config.json | consul kv import -
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (arguments.isEmpty()) {
            return context.fail("Error! Missing DATA argument");
        }
        if (arguments.size() > 1) {
            return context.fail("Error! Too many arguments (expected 1, got " + arguments.size() + ")");
        }
        if (arguments.getFirst().isEmpty()) {
            return context.fail("Error! Empty DATA argument");
        }
        List<Entry> entries;
        try {
            entries = parse(InputFiles.data(arguments.getFirst(), context.in()));
        } catch (IOException e) {
            return context.fail("Error! " + e.getMessage());
        } catch (DecodeException | IllegalArgumentException e) {
            return context.fail("Cannot unmarshal data: " + e.getMessage());
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            for (Entry entry : entries) {
                int code = write(client, entry, context);
                if (code != 0) {
                    return code;
                }
            }
            return 0;
        }
    }

    private static List<Entry> parse(byte[] data) throws DecodeException {
        JsonSyntax.check(data);
        List<Entry> entries = Json.parse(Codecs.list(Entry.CODEC), data, false);
        return entries == null ? List.of() : entries;
    }

    private static int write(ConsulClient client, Entry entry, Context context) {
        GoBase64 value = GoBase64.decode(entry.value().getBytes(StandardCharsets.UTF_8));
        if (!value.isValid()) {
            return context.fail("Error base 64 decoding value for key " + entry.key() + ": " + value.message());
        }
        try {
            client.kv().put(entry.key(), Bytes.of(value.decoded()), entry.flags());
        } catch (ConsulException | IllegalArgumentException e) {
            return context.fail("Error! Failed writing data for key " + entry.key() + ": " + e.getMessage());
        }
        context.out().line("Imported: " + entry.key());
        return 0;
    }
}
