package io.praetor.gossip.serf;

import io.praetor.gossip.memberlist.Keyring;
import io.praetor.gossip.serf.SerfMessage.Conflict;
import io.praetor.gossip.serf.SerfMessage.Query;
import io.praetor.model.ByteText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The questions that the pool asks itself (`gossip-serf.md` §6.1).
final class InternalQueries implements Queries.InternalHandler {

    private static final Logger LOG = LoggerFactory.getLogger(InternalQueries.class);

    static final String PING = Queries.INTERNAL + "ping";
    static final String CONFLICT = Queries.INTERNAL + "conflict";
    static final String INSTALL_KEY = Queries.INTERNAL + "install-key";
    static final String USE_KEY = Queries.INTERNAL + "use-key";
    static final String REMOVE_KEY = Queries.INTERNAL + "remove-key";
    static final String LIST_KEYS = Queries.INTERNAL + "list-keys";

    private final Pool pool;
    private final KeyAnswers keys;

    InternalQueries(Pool pool, KeyAnswers keys) {
        this.pool = pool;
        this.keys = keys;
    }

    @Override
    public void handle(Query query, Answering answering) {
        switch (query.name()) {
            case PING -> {} // that it was heard says enough
            case CONFLICT -> conflict(query, answering);
            case INSTALL_KEY -> keys.change(query, answering, Keyring::install);
            case USE_KEY -> keys.change(query, answering, Keyring::use);
            case REMOVE_KEY -> keys.change(query, answering, Keyring::remove);
            case LIST_KEYS -> keys.list(answering);
            default -> LOG.atWarn().addKeyValue("query", query.name()).log("an internal question that is not known");
        }
    }

    /// Those who claim the name have no say.
    private void conflict(Query query, Answering answering) {
        String name =
                query.payload() == null ? "" : ByteText.decode(query.payload().array());
        if (name.equals(pool.name)) {
            return;
        }
        MemberState known = pool.members.get(name);
        byte[] answer = SerfMessages.encode(new Conflict(known == null ? null : known.member()));
        try {
            answering.respond(answer);
        } catch (IllegalStateException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("a question about a name could not be answered");
        }
    }
}
