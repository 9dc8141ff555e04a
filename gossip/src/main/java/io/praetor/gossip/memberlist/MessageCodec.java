package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.wire.Message;
import io.praetor.gossip.wire.WireException;
import java.net.InetAddress;

/// Messages to bytes and back. A simulation keeps one copy of what its thousands of members would each make for
/// themselves.
interface MessageCodec {

    /// Nothing is shared.
    MessageCodec PLAIN = new MessageCodec() {
        @Override
        public byte[] encode(Message message) {
            return message.encode();
        }

        @Override
        public Message decode(byte[] message) throws WireException {
            return Message.decode(message);
        }

        @Override
        public Message decodeStream(byte[] message) throws WireException {
            return Message.decodeStream(message);
        }
    };

    byte[] encode(Message message);

    Message decode(byte[] message) throws WireException;

    Message decodeStream(byte[] message) throws WireException;

    /// Where a member is that a message speaks of.
    default Endpoint endpoint(InetAddress address, int port) {
        return new Endpoint(address, port);
    }
}
