package io.praetor.agent.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.gossip.serf.SerfEvent.Kind;
import org.junit.jupiter.api.Test;

class FlooderTest {
    private final FakePool lan = new FakePool();
    private final FakePool wan = new FakePool();
    private final ManualTasks tasks = new ManualTasks();
    private final Flooder flooder = new Flooder("dc1", lan, wan, tasks);

    @Test
    void bringsServersOfTheDatacenterIntoTheWan() {
        lan.members.add(FakePool.server("s1", "dc1", 1));
        lan.members.add(FakePool.server("s2", "dc1", 2));
        lan.members.add(FakePool.client("web", 3));
        wan.members.add(FakePool.server("s1.dc1", "dc1", 1));
        wan.members.add(FakePool.server("s2.dc2", "dc2", 9));

        flooder.start();

        assertThat(wan.joined).containsExactly("s2.dc1/10.0.0.2:8302");
    }

    @Test
    void looksAgainWhenAServerComesAndEveryMinute() {
        flooder.start();
        lan.members.add(FakePool.server("s2", "dc1", 2));

        lan.happens(Kind.JOIN, FakePool.client("web", 3));
        assertThat(wan.joined).isEmpty();
        lan.happens(Kind.JOIN, lan.members.getFirst());
        assertThat(wan.joined).hasSize(1);
        tasks.runNext();
        assertThat(wan.joined).hasSize(2);

        flooder.close();
        assertThat(tasks.count()).isZero();
    }
}
