package io.praetor.gossip.serf;

import io.praetor.gossip.memberlist.Keyring;
import io.praetor.gossip.memberlist.MemberlistConfig;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.gossip.serf.SerfPool.Seams;
import io.praetor.gossip.sim.Host;
import io.praetor.gossip.sim.Simulation;
import io.praetor.model.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Members of one pool, with the real protocol below, in a world of virtual time.
final class SerfWorld {

    final Simulation world;
    final List<Agent> agents = new ArrayList<>();

    SerfWorld(long seed) {
        world = new Simulation(seed);
    }

    /// A member and what it was told.
    static final class Agent {
        final String name;
        final Host host;
        final Keyring keyring;
        final List<SerfEvent> heard = new ArrayList<>();
        final SerfPool serf;
        boolean lost;

        Agent(String name, Host host, SerfConfig config, Keyring keyring) {
            this.name = name;
            this.host = host;
            this.keyring = keyring;
            try {
                serf = SerfPool.start(
                        config,
                        MemberlistConfig.lan(name),
                        keyring,
                        host.environment(),
                        new Seams(Runnable::run, this::heard, () -> lost = true));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void heard(SerfEvent event) {
            heard.add(event);
            if (event instanceof SerfEvent.Query query && query.name().equals("who")) {
                query.asked().respond(Bytes.of(name).array());
            }
        }

        CompletableFuture<Integer> join(Agent other) {
            return serf.join(List.of(other.host.endpoint().toString()), true);
        }

        @Nullable Status statusOf(String member) {
            for (Member each : serf.members()) {
                if (each.name().equals(member)) {
                    return each.status();
                }
            }
            return null;
        }

        List<String> userEvents() {
            return heard.stream()
                    .filter(event -> event instanceof SerfEvent.User)
                    .map(event -> ((SerfEvent.User) event).name())
                    .toList();
        }
    }

    Agent add(String name, SerfConfig config, Keyring keyring) {
        Agent agent = new Agent(name, world.host(name), config, keyring);
        agents.add(agent);
        return agent;
    }

    Agent add(String name, SerfConfig config) {
        return add(name, config, new Keyring(List.of()));
    }

    /// The process of a member that is gone, started again.
    Agent again(Agent former, SerfConfig config) {
        Agent agent = new Agent(former.name, world.again(former.host), config, former.keyring);
        agents.set(agents.indexOf(former), agent);
        return agent;
    }

    /// So many members who know each other.
    void addAll(int count, SerfConfig config, Keyring... keyring) {
        for (int i = 0; i < count; i++) {
            Keyring keys = keyring.length == 0 ? new Keyring(List.of()) : new Keyring(keyring[0].keys());
            Agent agent = add("m" + i, config, keys);
            if (i > 0) {
                var _ = agent.join(agents.get(i / 2));
            }
            world.run(Duration.ofMillis(20));
        }
        boolean complete = until(
                Duration.ofMinutes(2),
                () -> agents.stream().allMatch(a -> a.serf.members().size() == agents.size()));
        if (!complete) {
            throw new AssertionError("not everybody knows everybody");
        }
        agents.forEach(agent -> agent.heard.clear());
    }

    void run(Duration time) {
        world.run(time);
    }

    /// Lets time pass until something holds, which is asked every tenth of a second.
    boolean until(Duration limit, BooleanSupplier condition) {
        for (Duration spent = Duration.ZERO; spent.compareTo(limit) < 0; spent = spent.plusMillis(100)) {
            if (condition.getAsBoolean()) {
                return true;
            }
            world.run(Duration.ofMillis(100));
        }
        return condition.getAsBoolean();
    }

    /// What comes of something that was asked.
    <T> T await(CompletableFuture<T> asked) {
        until(Duration.ofMinutes(2), asked::isDone);
        if (!asked.isDone()) {
            throw new AssertionError("no answer in two minutes");
        }
        return asked.join();
    }

    /// Whether everybody but the gone thinks that of somebody.
    boolean everybodyThinks(Agent of, @Nullable Status status) {
        return agents.stream()
                .filter(agent -> agent != of && !agent.host.isDead())
                .allMatch(agent -> agent.statusOf(of.name) == status);
    }
}
