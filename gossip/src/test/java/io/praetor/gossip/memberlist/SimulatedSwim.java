package io.praetor.gossip.memberlist;

import io.praetor.gossip.wire.PacketCodec;
import io.praetor.gossip.wire.StreamCodec;
import io.praetor.gossip.wire.WireSettings;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// Starts members that share what many members in one process can share.
public final class SimulatedSwim {

    private final Codecs codecs;
    private final Keyring keyring = new Keyring(List.of());

    /// Not compressed: that would be most of the work, and is tested where it is done.
    public SimulatedSwim() {
        WireSettings settings = new WireSettings(keyring::keys, "", false, true, true);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        codecs = new Codecs(new SharedMessages(), new PacketCodec(settings, random), new StreamCodec(settings, random));
    }

    /// A member, and a look inside.
    public record Started(Swim swim, Core core) {

        /// How many news wait.
        public int queued() {
            return core.news().size();
        }

        /// As if everybody had been told all that is known.
        public void forgetNews() {
            core.news().prune(0);
        }

        /// What this member believes of another: null if it does not know it.
        public Node.@Nullable State stateOf(String name) {
            NodeState node = core.table().get(name);
            return node == null ? null : node.state;
        }
    }

    /// Starts a member.
    public Started start(MemberlistConfig config, Delegate delegate, Environment environment) {
        Core core = Swim.core(config, delegate, environment, codecs);
        return new Started(Swim.start(core, keyring, environment), core);
    }
}
