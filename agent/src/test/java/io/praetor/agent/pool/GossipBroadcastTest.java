package io.praetor.agent.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.gossip.serf.SerfEvent;
import io.praetor.gossip.serf.SerfEvent.Kind;
import io.praetor.model.Bytes;
import io.praetor.server.RequestFailure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `gossip-serf.md` §11.3, §11.4.
class GossipBroadcastTest {
    private final FakePool lan = new FakePool();
    private final List<String> heard = new ArrayList<>();
    private final GossipBroadcast broadcast = new GossipBroadcast("dc1", lan, new PoolEvents("dc1", lan));

    @Test
    void whatIsToldIsHeardByEverybody() {
        broadcast.deliverTo((payload, time) -> heard.add(Bytes.of(payload).utf8() + " " + time));

        broadcast.send(null, "deploy", Bytes.of("now").array(), "");
        broadcast.send("dc1", "deploy", new byte[0], "");
        lan.tell(new SerfEvent.User(9, "consul:new-leader", Bytes.of("s1"), false));
        lan.tell(new SerfEvent.User(9, "something", Bytes.of("else"), false));

        assertThat(heard).containsExactly("now 7", " 7");
    }

    @Test
    void refusesWhatCannotBeTold() {
        assertThatThrownBy(() -> broadcast.send(null, "deploy", new byte[600], ""))
                .isInstanceOf(RequestFailure.class)
                .hasMessage("too long");
        assertThatThrownBy(() -> broadcast.send("dc9", "deploy", new byte[0], ""))
                .isInstanceOf(RequestFailure.class)
                .hasMessage("No path to datacenter");
    }

    @Test
    void comparesSoonWhenAServerComesOrAnotherLeads() {
        SyncTriggers.follow(lan, () -> heard.add("compare"));

        lan.happens(Kind.JOIN, FakePool.client("web", 3));
        lan.happens(Kind.FAILED, FakePool.server("s1", "dc1", 1));
        assertThat(heard).isEmpty();
        lan.happens(Kind.JOIN, FakePool.server("s1", "dc1", 1));
        lan.tell(new SerfEvent.User(9, "consul:new-leader", Bytes.of("s1"), false));
        assertThat(heard).hasSize(2);
    }
}
