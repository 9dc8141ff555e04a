package io.praetor.gossip.net;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Loop;
import io.praetor.gossip.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stream that somebody opened: reads its message, and writes what the loop answers.
final class IncomingExchange implements Exchange, Transport.Answer {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingExchange.class);
    private static final byte[] NOTHING = new byte[0];

    private final Socket socket;
    private final Endpoint from;
    private final Loop loop;
    private final ByteBudget budget;
    private final Transport.Receiver receiver;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

    IncomingExchange(Socket socket, Loop loop, ByteBudget budget, Transport.Receiver receiver) {
        this.socket = socket;
        this.loop = loop;
        this.budget = budget;
        this.receiver = receiver;
        from = new Endpoint(socket.getInetAddress(), socket.getPort());
    }

    @Override
    public void run() {
        try (socket;
                StreamBuffer buffer = new StreamBuffer(budget)) {
            byte[] message = buffer.read(socket.getInputStream());
            loop.execute(() -> hand(message));
            byte[] back = answer.join();
            if (back.length > 0) {
                socket.getOutputStream().write(back);
            }
        } catch (EOFException e) {
            LOG.atDebug().addKeyValue("from", from).log("stream ended before its message");
        } catch (IOException e) {
            LOG.atDebug()
                    .addKeyValue("from", from)
                    .addKeyValue("error", e.getMessage())
                    .log("stream failed");
        }
    }

    private void hand(byte[] message) {
        try {
            receiver.stream(from, message, this);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    public void send(byte[] message) {
        answer.complete(message);
    }

    @Override
    public void close() {
        answer.complete(NOTHING);
    }

    @Override
    public void end(String why) {
        LOG.atDebug().addKeyValue("from", from).addKeyValue("reason", why).log("stream is ended");
        Sockets.close(socket);
        close();
    }
}
