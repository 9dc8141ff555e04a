package io.praetor.agent.pool;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.GossipKey;
import io.praetor.gossip.memberlist.Keyring;
import io.praetor.gossip.serf.KeyringFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys that pools begin with: those in their files, or the configured one, which is written there first
/// (`gossip-serf.md` §11). A file that is there wins, so that a key rotated away does not come back at a restart.
public final class PoolKeys {
    private static final Logger LOG = LoggerFactory.getLogger(PoolKeys.class);

    private PoolKeys() {}

    /// The key that gossip in the datacenter is kept secret with now; null when it is open.
    ///
    /// @throws IOException when the file cannot be read
    public static byte @Nullable [] primary(AgentConfig config) throws IOException {
        Path directory = config.dataDirectory();
        Path file = directory == null ? null : directory.resolve("serf").resolve("local.keyring");
        if (file != null && config.gossip().keyringFile() && Files.exists(file)) {
            return KeyringFile.read(file).primary();
        }
        GossipKey key = config.gossip().key();
        return key == null ? null : key.bytes();
    }

    /// @throws IOException with a line for people that shows no key
    static Keyring of(PoolPlan plan, AgentConfig config) throws IOException {
        GossipKey key = config.gossip().key();
        Path file = plan.keyFile();
        if (file == null) {
            return new Keyring(key == null ? List.of() : List.of(key.bytes()));
        }
        if (!Files.exists(file)) {
            if (key == null) {
                return new Keyring(List.of());
            }
            KeyringFile.write(file, List.of(key.bytes()));
            return new Keyring(List.of(key.bytes()));
        }
        Keyring kept = KeyringFile.read(file);
        if (key != null && kept.keys().stream().noneMatch(known -> Arrays.equals(known, key.bytes()))) {
            LOG.atWarn()
                    .addKeyValue("pool", plan.label())
                    .addKeyValue("keyring", file)
                    .log("The configured encrypt key is not used: the keyring file has others");
        }
        return kept;
    }
}
