package io.praetor.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;

/// The TLS side of a listener. Its certificates can be read again while it serves.
final class TlsListener {
    private final TlsSettings settings;
    private final Duration handshakeTimeout;
    private volatile SslContext context;

    TlsListener(TlsSettings settings, Duration handshakeTimeout) throws IOException {
        this.settings = settings;
        this.handshakeTimeout = handshakeTimeout;
        context = read(settings);
    }

    private static SslContext read(TlsSettings settings) throws IOException {
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(
                            settings.certificate().toFile(), settings.key().toFile())
                    .sslProvider(SslProvider.JDK)
                    .clientAuth(settings.verifyClients() ? ClientAuth.REQUIRE : ClientAuth.NONE);
            Path authorities = settings.authorities();
            if (authorities != null) {
                builder.trustManager(authorities.toFile());
            }
            if (!settings.protocols().isEmpty()) {
                builder.protocols(settings.protocols());
            }
            if (!settings.ciphers().isEmpty()) {
                builder.ciphers(settings.ciphers());
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException(
                    "cannot use certificate \"" + settings.certificate() + "\" with key \"" + settings.key() + "\": "
                            + e.getMessage(),
                    e);
        }
    }

    void reload() throws IOException {
        context = read(settings);
    }

    SslHandler handler(ByteBufAllocator allocator) {
        SslHandler handler = context.newHandler(allocator);
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        return handler;
    }
}
