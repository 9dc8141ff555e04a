package io.praetor.server.leader;

import io.praetor.server.cluster.Pool;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells everybody that this server leads now: agents compare the catalog with what they run (`gossip-serf.md` §11.4).
public final class NewLeaderEvent implements Duty {

    /// The event's name.
    public static final String NAME = "consul:new-leader";

    private static final Logger LOG = LoggerFactory.getLogger(NewLeaderEvent.class);

    private final Pool pool;
    private final String nodeName;

    public NewLeaderEvent(Pool pool, String nodeName) {
        this.pool = pool;
        this.nodeName = nodeName;
    }

    @Override
    public void begin() {
        var _ = pool.userEvent(NAME, nodeName.getBytes(StandardCharsets.UTF_8)).exceptionally(failure -> {
            LOG.warn("failed to broadcast new leader event: error={}", String.valueOf(failure.getMessage()));
            return null;
        });
    }

    @Override
    public void end() {
        // it was told
    }
}
