package io.praetor.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.praetor.model.pem.PemKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
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
                            PemKeys.privateKey(Files.readAllBytes(settings.key())),
                            certificates(settings.certificate()))
                    .sslProvider(SslProvider.JDK)
                    .clientAuth(settings.verifyClients() ? ClientAuth.REQUIRE : ClientAuth.NONE);
            Path authorities = settings.authorities();
            if (authorities != null) {
                builder.trustManager(certificates(authorities));
            }
            if (!settings.protocols().isEmpty()) {
                builder.protocols(settings.protocols());
            }
            if (!settings.ciphers().isEmpty()) {
                builder.ciphers(settings.ciphers());
            }
            return builder.build();
        } catch (GeneralSecurityException | SSLException | IllegalArgumentException e) {
            throw new IOException(
                    "cannot use certificate \"" + settings.certificate() + "\" with key \"" + settings.key() + "\": "
                            + e.getMessage(),
                    e);
        }
    }

    private static X509Certificate[] certificates(Path file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate[] chain = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            if (chain.length == 0) {
                throw new CertificateException("no certificate in \"" + file + "\"");
            }
            return chain;
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
