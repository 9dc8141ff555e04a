package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.serf.Pool.Phase;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries those who failed again: after a partition nobody else would, for the dead are forgotten below
/// (`gossip-serf.md` §3.3). All members together make about one attempt for each failed one, so each is lazy.
final class Reconnect {

    private static final Logger LOG = LoggerFactory.getLogger(Reconnect.class);

    private final Pool pool;

    Reconnect(Pool pool) {
        this.pool = pool;
    }

    /// Called now and then.
    void attempt() {
        List<MemberState> failed = pool.members.failed();
        if (failed.isEmpty() || pool.phase() != Phase.ALIVE) {
            return;
        }
        int alive = Math.max(1, pool.members.count() - failed.size() - pool.members.leftCount());
        double chance = (double) failed.size() / alive;
        if (pool.random.nextDouble() > chance) {
            return;
        }
        Member member = failed.get(pool.random.nextInt(failed.size())).member();
        LOG.atInfo()
                .addKeyValue("member", member.name())
                .addKeyValue("address", member.endpoint())
                .log("trying a failed member again");
        var _ = pool.memberlist()
                .join(List.of(address(member.name(), member.endpoint())))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        LOG.atDebug().addKeyValue("member", member.name()).log("the failed member cannot be reached");
                    }
                });
    }

    /// How memberlist is told where to go; a name with a slash would be mistaken.
    static String address(String name, Endpoint endpoint) {
        boolean sayName = !name.isEmpty() && name.indexOf('/') < 0;
        return sayName ? name + "/" + endpoint : endpoint.toString();
    }
}
