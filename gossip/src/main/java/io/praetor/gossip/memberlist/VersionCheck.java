package io.praetor.gossip.memberlist;

import io.praetor.gossip.memberlist.Node.State;
import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.gossip.wire.Message;
import org.jspecify.annotations.Nullable;

/// Whether two pools that are about to become one understand each other (`gossip-memberlist.md` §3.2): what everybody
/// speaks must be within what all that are alive understand.
final class VersionCheck {

    private static final Versions UNKNOWN = new Versions(0, 0, 0, 0, 0, 0);
    private static final int ALIVE = State.ALIVE.number();
    private static final int GREATEST = 255;

    private int protocolMin;
    private int protocolMax = GREATEST;
    private int delegateMin;
    private int delegateMax = GREATEST;

    private VersionCheck() {}

    /// Why they do not; null: they do.
    static @Nullable String refuse(Iterable<NodeState> ours, Iterable<Message.Entry> theirs) {
        VersionCheck check = new VersionCheck();
        for (NodeState node : ours) {
            if (node.state == State.ALIVE) {
                check.narrow(node.versions);
            }
        }
        for (Message.Entry node : theirs) {
            Versions versions = Vsn.read(node.vsn());
            if (node.state() == ALIVE && versions != null) {
                check.narrow(versions);
            }
        }
        return check.refuseAny(ours, theirs);
    }

    private void narrow(Versions versions) {
        protocolMin = Math.max(protocolMin, versions.protocolMin());
        protocolMax = Math.min(protocolMax, versions.protocolMax());
        delegateMin = Math.max(delegateMin, versions.delegateMin());
        delegateMax = Math.min(delegateMax, versions.delegateMax());
    }

    private @Nullable String refuseAny(Iterable<NodeState> ours, Iterable<Message.Entry> theirs) {
        for (Message.Entry node : theirs) {
            Versions versions = Vsn.read(node.vsn());
            String refusal = refuse(node.name(), versions == null ? UNKNOWN : versions);
            if (refusal != null) {
                return refusal;
            }
        }
        for (NodeState node : ours) {
            String refusal = refuse(node.name, node.versions);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable String refuse(String name, Versions versions) {
        String refusal = refuse(name, "protocol", versions.protocolCurrent(), protocolMin, protocolMax);
        return refusal != null
                ? refusal
                : refuse(name, "delegate", versions.delegateCurrent(), delegateMin, delegateMax);
    }

    private static @Nullable String refuse(String name, String kind, int version, int min, int max) {
        if (version >= min && version <= max) {
            return null;
        }
        String begin = "node \"%s\" speaks %s version %d, ".formatted(name, kind, version);
        return begin
                + (min <= max
                        ? "but everybody understands %d to %d only".formatted(min, max)
                        : "and there is no version that everybody understands (one needs %d, another knows %d at most): "
                                        .formatted(min, max)
                                + "upgrade in smaller steps");
    }
}
