package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.gossip.serf.SerfMessage.Relay;
import io.praetor.model.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Messages to one member: straight, and by way of others (`gossip-serf.md` §6, relay).
final class Directed {

    private static final Logger LOG = LoggerFactory.getLogger(Directed.class);

    /// On the wire the factor is one byte.
    private static final int MOST_RELAYS = 255;

    /// Members of older protocols do not hand on.
    private static final int RELAY_PROTOCOL = 5;

    private final Pool pool;
    private final Consumer<byte[]> receiver;

    /// @param receiver takes what this member sends to itself
    Directed(Pool pool, Consumer<byte[]> receiver) {
        this.pool = pool;
        this.receiver = receiver;
    }

    void send(Endpoint to, byte[] message) {
        if (to.equals(pool.endpoint())) {
            pool.loop.execute(() -> receiver.accept(message));
        } else {
            pool.memberlist().sendTo(to, message);
        }
    }

    /// Sends a message by way of some others too, when there are as many.
    ///
    /// @param name whom it is for
    void relay(int factor, Endpoint to, String name, byte[] message) {
        if (factor <= 0 || factor > MOST_RELAYS || pool.members.count() < factor + 1) {
            return;
        }
        byte[] wrapped = SerfMessages.encode(new Relay(to, name, Bytes.of(message)));
        if (wrapped.length > pool.config.queryResponseSizeLimit()) {
            LOG.atWarn()
                    .addKeyValue("bytes", wrapped.length)
                    .addKeyValue("limit", pool.config.queryResponseSizeLimit())
                    .log("an answer is too long to be relayed");
            return;
        }
        for (Member helper : helpers(factor)) {
            send(helper.endpoint(), wrapped);
        }
    }

    private List<Member> helpers(int most) {
        List<Member> able = new ArrayList<>();
        for (MemberState state : pool.members.all()) {
            Member member = state.member();
            boolean isAble =
                    member.status() == Status.ALIVE && member.versions().protocolMax() >= RELAY_PROTOCOL;
            if (isAble && !member.name().equals(pool.name)) {
                able.add(member);
            }
        }
        List<Member> chosen = new ArrayList<>();
        while (chosen.size() < most && !able.isEmpty()) {
            int place = pool.random.nextInt(able.size());
            Member last = able.removeLast();
            if (place == able.size()) {
                chosen.add(last);
            } else {
                chosen.add(able.set(place, last));
            }
        }
        return chosen;
    }

    /// Hands on what another member sent to somebody.
    void handOn(Relay relay) {
        if (relay.message().length() > 0) {
            send(relay.to(), relay.message().array());
        }
    }
}
