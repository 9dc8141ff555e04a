package io.praetor.gossip.wire;

import io.praetor.gossip.Endpoint;
import io.praetor.model.Bytes;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message of the memberlist protocol (`gossip-memberlist.md` §3). Sequence numbers and incarnations are unsigned
/// 32-bit numbers; names may hold any bytes ([io.praetor.model.ByteText]).
public sealed interface Message {

    /// Reads a message of a packet, as [PacketCodec#decode] yields it; bytes behind it are ignored.
    ///
    /// @param message type byte and body
    /// @throws WireException with one line: unknown type, or a body that is not of its type
    static Message decode(byte[] message) throws WireException {
        return MessageReader.read(message, false);
    }

    /// Reads a message of a stream, as [StreamCodec] yields it; bytes behind it are ignored.
    ///
    /// @param message type byte and body
    /// @throws WireException with one line: unknown type, or a body that is not of its type
    static Message decodeStream(byte[] message) throws WireException {
        return MessageReader.read(message, true);
    }

    /// Type byte and body, for a packet.
    default byte[] encode() {
        return MessageWriter.write(this, false);
    }

    /// Type byte and body, for a stream. Only [User] differs: its length goes ahead of it.
    default byte[] encodeStream() {
        return MessageWriter.write(this, true);
    }

    /// Are you there? The answer is an [Ack].
    ///
    /// @param node       who is meant; empty: whoever hears it
    /// @param source     where the answer goes; null: where the datagram came from
    /// @param sourceNode who asks; may be empty
    record Ping(long seqNo, String node, @Nullable Endpoint source, String sourceNode) implements Message {}

    /// Ask somebody else for me.
    ///
    /// @param seqNo      the asker's number, which the answer carries
    /// @param target     whom to ask
    /// @param port       the port there; 0: the port that the receiver is bound to
    /// @param node       the name of the target
    /// @param nack       whether a [Nack] is wanted when the target is silent
    /// @param source     where the answer goes; null: where the datagram came from
    /// @param sourceNode who asks; may be empty
    record IndirectPing(
            long seqNo,
            InetAddress target,
            int port,
            String node,
            boolean nack,
            @Nullable Endpoint source,
            String sourceNode)
            implements Message {}

    /// I am here.
    ///
    /// @param payload what the layer above adds; empty: nothing
    record Ack(long seqNo, Bytes payload) implements Message {}

    /// The one you asked me to ask is silent.
    record Nack(long seqNo) implements Message {}

    /// A member does not answer.
    ///
    /// @param from who says so
    record Suspect(long incarnation, String node, String from) implements Message {}

    /// A member is alive, and this is what there is to know of it.
    ///
    /// @param port 0: the port that the receiver is bound to
    /// @param meta at most 512 bytes if the sender keeps the rules
    /// @param vsn  what it speaks, six bytes if the sender keeps the rules (§3.2)
    record Alive(long incarnation, String node, InetAddress address, int port, Bytes meta, Bytes vsn)
            implements Message {}

    /// A member is dead; or has left, when it says so of itself.
    ///
    /// @param from who says so
    record Dead(long incarnation, String node, String from) implements Message {}

    /// All that one member knows, on streams only.
    ///
    /// @param join      whether this is somebody's first time
    /// @param userState what the layer above adds
    record PushPull(boolean join, List<Entry> nodes, Bytes userState) implements Message {

        /// @param nodes copied
        public PushPull {
            nodes = List.copyOf(nodes);
        }
    }

    /// What one member believes of a member.
    ///
    /// @param meta  at most 512 bytes if the sender keeps the rules
    /// @param state 0 alive, 1 suspect, 2 dead, 3 left; anything else is the sender's fault
    /// @param vsn   what it speaks, six bytes if the sender keeps the rules (§3.2)
    record Entry(String name, InetAddress address, int port, Bytes meta, long incarnation, int state, Bytes vsn) {}

    /// A message of the layer above.
    record User(Bytes body) implements Message {}

    /// What went wrong with a stream, on streams only.
    record Err(String text) implements Message {}
}
