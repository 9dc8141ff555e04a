package io.praetor.gossip.net;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Loop;
import io.praetor.gossip.Transport;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Datagrams and streams on one port of the real network.
///
/// A thread reads datagrams; every stream has a virtual thread. What arrives waits for the loop within bounds: so many
/// datagrams, so many streams, so many bytes in all; beyond them datagrams are lost and streams are closed.
public final class NetTransport implements Transport {
    /// How often another port is tried when the one that is free for streams is not for packets.
    private static final int PORT_ATTEMPTS = 20;

    private final Endpoint local;
    private final PacketSocket packets;
    private final StreamListener listener;
    private final StreamExchanges exchanges;
    private final AtomicBoolean closed = new AtomicBoolean();

    private NetTransport(Endpoint local, PacketSocket packets, StreamListener listener, StreamExchanges exchanges) {
        this.local = local;
        this.packets = packets;
        this.listener = listener;
        this.exchanges = exchanges;
    }

    /// Binds both sockets; nothing is heard before [#listen].
    ///
    /// @param loop where everything is handed over
    /// @throws IOException with a line that says which address was not to be had
    public static NetTransport open(NetSettings settings, Loop loop) throws IOException {
        for (int attempt = 1; ; attempt++) {
            StreamExchanges exchanges = new StreamExchanges(loop);
            StreamListener listener = StreamListener.bind(settings, exchanges);
            try {
                PacketSocket packets = PacketSocket.bind(settings, listener.port(), loop);
                Endpoint local = new Endpoint(settings.advertise(), listener.port());
                return new NetTransport(local, packets, listener, exchanges);
            } catch (BindException e) {
                listener.close();
                exchanges.close();
                if (settings.port() != 0 || attempt == PORT_ATTEMPTS) {
                    throw e;
                }
            } catch (IOException e) {
                listener.close();
                exchanges.close();
                throw e;
            }
        }
    }

    @Override
    public Endpoint local() {
        return local;
    }

    @Override
    public void listen(Receiver receiver) {
        packets.start(receiver);
        listener.start(receiver);
    }

    @Override
    public void send(Endpoint to, byte[] packet) throws IOException {
        packets.send(to, packet);
    }

    @Override
    public void open(Endpoint to, byte[] message, Duration timeout, @Nullable Reply reply) {
        exchanges.open(to, message, timeout, reply);
    }

    /// Closes the sockets, ends what is under way and waits for its threads; safe on the loop. Idempotent.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            listener.close();
            packets.close();
            exchanges.close();
        }
    }
}
