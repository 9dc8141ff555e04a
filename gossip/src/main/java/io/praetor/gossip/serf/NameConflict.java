package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.memberlist.Node;
import io.praetor.gossip.serf.SerfMessage.Conflict;
import io.praetor.model.ByteText;
import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Two members with one name: each asks the others which of them they know; the one whom the minority knows goes
/// (`gossip-serf.md` §6.2).
final class NameConflict {

    private static final Logger LOG = LoggerFactory.getLogger(NameConflict.class);

    private static final String ADVICE =
            "every agent of a pool needs a name of its own: give one of the two another \"node_name\"";

    private final Pool pool;
    private final Queries queries;
    private final Runnable lost;
    private boolean asking;

    /// @param lost what to do when this member has to go
    NameConflict(Pool pool, Queries queries, Runnable lost) {
        this.pool = pool;
        this.queries = queries;
        this.lost = lost;
    }

    void claimed(Node known, Endpoint claimed) {
        if (!known.name().equals(pool.name)) {
            LOG.atWarn()
                    .addKeyValue("member", known.name())
                    .addKeyValue("address", known.endpoint())
                    .addKeyValue("other", claimed)
                    .addKeyValue("advice", ADVICE)
                    .log("a member's name is claimed from another address");
            return;
        }
        LOG.atError()
                .addKeyValue("address", known.endpoint())
                .addKeyValue("other", claimed)
                .addKeyValue("advice", ADVICE)
                .log("this member's name is claimed from another address");
        if (!pool.config.nameConflictResolution() || asking || pool.phase() != Pool.Phase.ALIVE) {
            return;
        }
        asking = true;
        var _ = queries.ask(InternalQueries.CONFLICT, ByteText.encode(pool.name), QueryParameters.DEFAULT)
                .thenAccept(this::decide);
    }

    private void decide(QueryResult result) {
        asking = false;
        if (pool.phase() != Pool.Phase.ALIVE) {
            return;
        }
        int responses = 0;
        int matching = 0;
        Endpoint own = pool.endpoint();
        for (Bytes payload : result.responses().values()) {
            try {
                if (SerfMessages.decode(payload.array()) instanceof Conflict conflict) {
                    responses++;
                    Member member = conflict.member();
                    matching += member != null && member.endpoint().equals(own) ? 1 : 0;
                }
            } catch (DecodeException e) {
                LOG.atError().addKeyValue("error", e.getMessage()).log("what is said of a name cannot be read");
            }
        }
        int majority = responses / 2 + 1;
        if (matching >= majority) {
            LOG.atInfo()
                    .addKeyValue("matching", matching)
                    .addKeyValue("responses", responses)
                    .log("the majority knows this member under its name");
            return;
        }
        LOG.atWarn()
                .addKeyValue("matching", matching)
                .addKeyValue("responses", responses)
                .log("the minority knows this member under its name, quitting");
        lost.run();
    }
}
