package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Transport;
import io.praetor.gossip.sim.Host;
import io.praetor.gossip.sim.Simulation;
import io.praetor.gossip.wire.Message;
import io.praetor.gossip.wire.WireException;
import io.praetor.model.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;

/// A member whose messages a test writes, one by one; by itself it only answers what it is told to.
final class Puppet implements Transport.Receiver {

    private static final Bytes VSN = Bytes.of(new byte[] {1, 5, 2, 0, 0, 0});

    final String name;
    final Host host;
    final List<Message> heard = new ArrayList<>();
    final List<byte[]> packets = new ArrayList<>();
    final List<Message> answers = new ArrayList<>();
    final List<String> failures = new ArrayList<>();
    boolean acksPackets;
    boolean acksStreams;
    boolean nacks;
    List<Message.Entry> state = new ArrayList<>();

    private final Codecs codecs;

    Puppet(Simulation world, String name) {
        this.name = name;
        this.host = world.host(name);
        this.codecs = Codecs.of(
                MemberlistConfig.lan(name).with(change -> change.compress(false)),
                new Keyring(List.of()),
                RandomGeneratorFactory.of("L64X128MixRandom").create(1));
        host.environment().transport().listen(this);
    }

    Message.Alive alive(long incarnation) {
        return alive(incarnation, host.endpoint());
    }

    Message.Alive alive(long incarnation, Endpoint at) {
        return new Message.Alive(incarnation, name, at.address(), at.port(), Bytes.of(new byte[] {2}), VSN);
    }

    Message.Entry entry(int state, Bytes vsn) {
        Endpoint at = host.endpoint();
        return new Message.Entry(name, at.address(), at.port(), Bytes.of(new byte[] {2}), 1, state, vsn);
    }

    Message.Entry entry(int state) {
        return entry(state, VSN);
    }

    /// Sends a packet.
    void say(Endpoint to, Message... messages) {
        List<byte[]> encoded = new ArrayList<>();
        for (Message message : messages) {
            encoded.add(message.encode());
        }
        raw(to, codecs.packets().encode(encoded, false));
    }

    /// Sends any bytes as a packet.
    void raw(Endpoint to, byte[] packet) {
        try {
            host.environment().transport().send(to, packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Opens a stream with a message.
    void ask(Endpoint to, Message message) {
        askRaw(to, codecs.streams().encodeRequest(message.encodeStream()));
    }

    void askRaw(Endpoint to, byte[] message) {
        host.environment().transport().open(to, message, Duration.ofSeconds(5), new Transport.Reply() {
            @Override
            public void received(byte[] answer) {
                try {
                    answers.add(Message.decodeStream(codecs.streams().decodeReply(answer)));
                } catch (WireException e) {
                    failures.add(e.toString());
                }
            }

            @Override
            public void failed(IOException cause) {
                failures.add(String.valueOf(cause.getMessage()));
            }
        });
    }

    <T extends Message> List<T> heard(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void packet(Endpoint from, byte[] packet) {
        packets.add(packet);
        try {
            for (byte[] bytes : codecs.packets().decode(packet).messages()) {
                Message message = Message.decode(bytes);
                heard.add(message);
                if (message instanceof Message.Ping ping && acksPackets) {
                    say(from, new Message.Ack(ping.seqNo(), Bytes.EMPTY));
                }
                if (message instanceof Message.IndirectPing ping && nacks) {
                    say(from, new Message.Nack(ping.seqNo()));
                }
            }
        } catch (WireException e) {
            failures.add(e.toString());
        }
    }

    @Override
    public void stream(Endpoint from, byte[] bytes, Transport.Answer answer) {
        try {
            Message request = Message.decodeStream(codecs.streams().decodeRequest(bytes));
            switch (request) {
                case Message.Ping ping when acksStreams -> send(answer, new Message.Ack(ping.seqNo(), Bytes.EMPTY));
                case Message.PushPull theirs
                when !state.isEmpty() -> send(answer, new Message.PushPull(theirs.join(), state, Bytes.EMPTY));
                default -> answer.close();
            }
        } catch (WireException e) {
            send(answer, new Message.Err(String.valueOf(e.getMessage())));
        }
    }

    private void send(Transport.Answer answer, Message message) {
        answer.send(codecs.streams().encodeReply(message.encodeStream()));
    }
}
