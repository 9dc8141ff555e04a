package io.praetor.model.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Two engines that shake hands without a network.
final class Handshake {
    private final End client;
    private final End server;

    private static final class End {
        final SSLEngine engine;
        final ByteBuffer out = ByteBuffer.allocate(1 << 16);

        @Nullable SSLException failure;

        End(SSLEngine engine) {
            this.engine = engine;
        }
    }

    private Handshake(SSLEngine client, SSLEngine server) {
        this.client = new End(client);
        this.server = new End(server);
    }

    /// Lets them until both are done, or one refuses and the other has heard of it.
    static Handshake between(SSLEngine client, SSLEngine server) throws SSLException {
        Handshake handshake = new Handshake(client, server);
        client.beginHandshake();
        server.beginHandshake();
        for (int round = 0; round < 60; round++) {
            step(handshake.client, handshake.server.out);
            step(handshake.server, handshake.client.out);
        }
        return handshake;
    }

    /// Why the client does not want the server; null when it does.
    @Nullable String clientRefusal() {
        return client.failure == null ? null : Refusals.of(client.failure);
    }

    @Nullable String serverRefusal() {
        return server.failure == null ? null : Refusals.of(server.failure);
    }

    boolean succeeded() {
        return client.failure == null
                && server.failure == null
                && client.engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && server.engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && !client.engine.getSession().getProtocol().equals("NONE");
    }

    String protocol() {
        return client.engine.getSession().getProtocol();
    }

    String suite() {
        return client.engine.getSession().getCipherSuite();
    }

    private static void step(End end, ByteBuffer in) {
        try {
            run(end.engine);
            in.flip();
            ByteBuffer plain = ByteBuffer.allocate(1 << 16);
            while (in.hasRemaining() && !end.engine.isInboundDone()) {
                SSLEngineResult result = end.engine.unwrap(in, plain);
                run(end.engine);
                if (result.bytesConsumed() == 0) {
                    break;
                }
            }
            in.compact();
            wrap(end);
        } catch (SSLException e) {
            if (end.failure == null) {
                end.failure = e;
            }
            in.clear();
            try {
                wrap(end);
            } catch (SSLException _) {
                // its first failure is known
            }
        }
    }

    private static void wrap(End end) throws SSLException {
        while (end.engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            SSLEngineResult result = end.engine.wrap(ByteBuffer.allocate(0), end.out);
            run(end.engine);
            if (result.bytesProduced() == 0) {
                break;
            }
        }
    }

    private static void run(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
