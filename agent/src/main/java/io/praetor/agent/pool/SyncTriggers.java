package io.praetor.agent.pool;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.gossip.serf.Serf;
import io.praetor.gossip.serf.SerfEvent;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When the servers should be asked soon whether they know all of this agent's services: a server has come, or another
/// one leads (`gossip-serf.md` §11.3, §11.4).
public final class SyncTriggers {
    private static final Logger LOG = LoggerFactory.getLogger(SyncTriggers.class);
    private static final String NEW_LEADER = "consul:new-leader";

    private SyncTriggers() {}

    /// Calls from now on.
    ///
    /// @param compare on the pool's thread: must be quick
    public static void follow(Serf lan, Runnable compare) {
        lan.listen(event -> {
            switch (event) {
                case SerfEvent.User user
                when user.name().equals(NEW_LEADER) -> {
                    LOG.atInfo().addKeyValue("payload", user.payload().utf8()).log("New leader elected");
                    compare.run();
                }
                case SerfEvent.Members members
                when members.kind() == SerfEvent.Kind.JOIN
                        && members.members().stream().map(ServerTags::of).anyMatch(Objects::nonNull) -> compare.run();
                default -> {}
            }
        });
    }
}
