package io.praetor.cli.agent;

import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import java.util.Base64;
import java.util.List;

/// `keygen`: a key for gossip encryption.
public final class Keygen extends Command {
    private static final int KEY_BYTES = 32;

    @Override
    protected String usage() {
        return "consul keygen";
    }

    @Override
    protected String description() {
        return """
                Prints a new random key for the encryption of gossip: 32 bytes in base64, as the
                agent's setting "encrypt" and "consul keyring" take it.

                A key for a new cluster:

                    $ consul keygen

                Straight into a configuration file:

                    $ echo "encrypt = \\"$(consul keygen)\\"" > encrypt.hcl
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        byte[] key = new byte[KEY_BYTES];
        context.system().secureRandom().nextBytes(key);
        context.out().line(Base64.getEncoder().encodeToString(key));
        return 0;
    }
}
