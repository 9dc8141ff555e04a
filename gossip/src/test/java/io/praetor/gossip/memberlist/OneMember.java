package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.sim.Host;
import io.praetor.gossip.sim.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A member called `me` in a world of puppets.
final class OneMember {

    final Simulation world = new Simulation(1);
    final Recorder above = new Recorder();
    final Host host = world.host("me");
    final Swim swim;

    OneMember() {
        this(change -> change);
    }

    OneMember(UnaryOperator<MemberlistConfig.Change> changes) {
        this(changes, new Keyring(List.of()));
    }

    OneMember(UnaryOperator<MemberlistConfig.Change> changes, Keyring keyring) {
        swim = Swim.start(MemberlistConfig.lan("me").with(changes), keyring, above, host.environment());
    }

    Endpoint endpoint() {
        return host.endpoint();
    }

    /// A puppet that is a member already, and answers nothing.
    Puppet member(String name) {
        Puppet puppet = new Puppet(world, name);
        puppet.say(endpoint(), puppet.alive(1));
        run(10);
        return puppet;
    }

    void run(long millis) {
        world.run(Duration.ofMillis(millis));
    }

    /// What it believes of another; null: it does not know it.
    Node.@Nullable State state(String name) {
        return find(name).map(Node::state).orElse(null);
    }

    Node node(String name) {
        return find(name).orElseThrow();
    }

    private Optional<Node> find(String name) {
        return swim.nodes().stream().filter(node -> node.name().equals(name)).findAny();
    }
}
