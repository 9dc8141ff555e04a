package io.praetor.gossip.sim;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Transport;
import io.praetor.gossip.memberlist.MemberlistConfig;
import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.gossip.wire.Message;
import io.praetor.model.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Lets all members know each other at once, by an exchange with somebody who knows them all: for worlds whose
/// beginning does not matter.
final class Acquaintance {

    private static final Transport.Answer NOBODY = new Transport.Answer() {
        @Override
        public void send(byte[] message) {}

        @Override
        public void close() {}
    };

    private Acquaintance() {}

    static void introduce(List<PoolMember> members) {
        Versions versions = MemberlistConfig.lan("anybody").versions();
        Bytes vsn = Bytes.of(new byte[] {
            (byte) versions.protocolMin(), (byte) versions.protocolMax(), (byte) versions.protocolCurrent(), 0, 0, 0
        });
        List<Message.Entry> all = new ArrayList<>();
        for (PoolMember member : members) {
            Endpoint at = member.host().endpoint();
            all.add(new Message.Entry(member.name(), at.address(), at.port(), Bytes.of(member.meta(512)), 1, 0, vsn));
        }
        byte[] state = new Message.PushPull(false, all, Bytes.EMPTY).encodeStream();
        for (PoolMember member : members) {
            member.host().accept(member.host(), state, NOBODY);
            member.forgetNews();
        }
    }
}
