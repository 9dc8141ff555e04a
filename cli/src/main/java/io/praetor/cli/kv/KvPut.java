package io.praetor.cli.kv;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.InputFiles;
import io.praetor.cli.base.NumberFlags;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.Kv;
import io.praetor.model.Bytes;
import io.praetor.model.flags.Flag;
import java.io.IOException;
import java.util.List;

/// `kv put`: writes one value, perhaps by index or lock.
public final class KvPut extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER, ApiFlags.Scope.NAMESPACE);
    private final Flag<Boolean> cas = flags().bool(
                    "cas",
                    false,
                    "Write only if the key was last changed at -modify-index; without one, only if there is no such key.");
    private final Flag<Long> userFlags = NumberFlags.unsigned(
            flags(), "flags", "A number to store beside the value; Consul makes nothing of it. The default is 0.");
    private final Flag<Boolean> base64 = flags().bool("base64", false, "DATA is base64; store what it stands for.");
    private final Flag<Long> modifyIndex = NumberFlags.unsigned(
            flags(), "modify-index", "The index for -cas, as \"consul kv get -detailed\" shows it.");
    private final Flag<String> session = flags().text("session", "", "ID of the session for -acquire or -release.");
    private final Flag<Boolean> acquire =
            flags().bool("acquire", false, "Take the key as a lock for -session. It is created if need be.");
    private final Flag<Boolean> release = flags().bool("release", false, "Give the lock of -session up.");

    @Override
    protected String usage() {
        return "consul kv put [options] KEY [DATA]";
    }

    @Override
    protected String description() {
        return """
                Stores DATA under a key, replacing what is there; without DATA the value is
                empty. DATA of the form @name is the content of that file, and "-" is read
                from standard input.

                Store a value, then the content of a file:

                    $ consul kv put redis/config/connections 5
                    $ consul kv put redis/config/password @password.txt

                Replace a value unless somebody else has changed it:

                    $ consul kv put -cas -modify-index=844 redis/config/connections 6
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (arguments.isEmpty()) {
            return context.fail("Error! Missing KEY argument");
        }
        if (arguments.size() > 2) {
            return context.fail("Error! Too many arguments (expected 1 or 2, got " + arguments.size() + ")");
        }
        String key = arguments.getFirst();
        byte[] data;
        try {
            data = arguments.size() < 2 ? new byte[0] : InputFiles.data(arguments.get(1), context.in());
        } catch (IOException e) {
            return context.fail("Error! " + e.getMessage());
        }
        if (base64.get()) {
            GoBase64 decoded = GoBase64.decode(data);
            if (!decoded.isValid()) {
                // recorded: the original complains and then stores what it could read
                context.fail("Error! Cannot base 64 decode data: " + decoded.message());
            }
            data = decoded.decoded();
        }
        if (session.get().isEmpty() && (acquire.get() || release.get())) {
            return context.fail("Error! Missing -session (required with -acquire and -release)");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            return write(client.kv(), key, Bytes.of(data), context);
        } catch (ConsulException | IllegalArgumentException e) {
            String verb = cas.get() ? "did not write to " + key : "failed writing data";
            return context.fail(
                    "Error! " + Character.toUpperCase(verb.charAt(0)) + verb.substring(1) + ": " + e.getMessage());
        }
    }

    private int write(Kv kv, String key, Bytes value, Context context) throws ConsulException {
        if (cas.get()) {
            if (!kv.compareAndSet(key, value, userFlags.get(), modifyIndex.get())) {
                String reason =
                        modifyIndex.get() == 0 ? "CAS performed with index=0 and key already exists." : "CAS failed";
                return context.fail("Error! Did not write to " + key + ": " + reason);
            }
        } else if (acquire.get()) {
            if (!kv.acquire(key, value, userFlags.get(), session.get())) {
                return context.fail("Error! Did not acquire lock");
            }
            context.out().line("Success! Lock acquired on: " + key);
            return 0;
        } else if (release.get()) {
            if (!kv.release(key, value, userFlags.get(), session.get())) {
                return context.fail("Error! Did not release lock");
            }
            context.out().line("Success! Lock released on: " + key);
            return 0;
        } else {
            kv.put(key, value, userFlags.get());
        }
        context.out().line("Success! Data written to: " + key);
        return 0;
    }
}
