package io.praetor.agent.check.probe;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.praetor.model.pem.PemKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// TLS of checks: one context for each way of trusting, made when first needed.
final class Tls {
    /// Where distributions keep the certificates that everybody on the machine trusts.
    private static final List<Path> SYSTEM_BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    private final AgentTls own;
    private final Map<Way, SslContext> contexts = new EnumMap<>(Way.class);

    private enum Way {
        HTTP_VERIFIED,
        HTTP_UNVERIFIED,
        HTTP2_VERIFIED,
        HTTP2_UNVERIFIED;

        static Way of(Choice choice) {
            if (choice.http2) {
                return choice.skipVerify ? HTTP2_UNVERIFIED : HTTP2_VERIFIED;
            }
            return choice.skipVerify ? HTTP_UNVERIFIED : HTTP_VERIFIED;
        }
    }

    Tls(AgentTls own) {
        this.own = own;
    }

    /// How one check speaks TLS.
    ///
    /// @param name       expected in the certificate; empty: that of the target
    /// @param skipVerify any certificate will do
    /// @param http2      agree on HTTP/2, not HTTP/1.1
    record Choice(String name, boolean skipVerify, boolean http2) {}

    /// The context of a choice, if it has been made; null otherwise.
    @Nullable SslContext known(Choice choice) {
        synchronized (contexts) {
            return contexts.get(Way.of(choice));
        }
    }

    /// The context of a choice. Reads files the first time; not for event loops.
    ///
    /// @throws IOException when the agent's certificates cannot be used; the message says why
    SslContext context(Choice choice) throws IOException {
        synchronized (contexts) {
            SslContext known = contexts.get(Way.of(choice));
            if (known == null) {
                known = build(choice);
                contexts.put(Way.of(choice), known);
            }
            return known;
        }
    }

    /// The handler that makes a connection to `target` secret.
    SslHandler handler(SslContext context, Choice choice, HostPort target, Channel channel) {
        String name = choice.name.isEmpty() ? own.serverName() : choice.name;
        String peer = name.isEmpty() ? target.host() : name;
        SslHandler handler = context.newHandler(channel.alloc(), peer, target.port());
        // the check's own time limit holds
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(0);
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        SNIHostName shown = serverName(peer);
        if (shown != null) {
            parameters.setServerNames(List.of(shown));
        }
        parameters.setEndpointIdentificationAlgorithm(choice.skipVerify ? null : "HTTPS");
        engine.setSSLParameters(parameters);
        return handler;
    }

    /// What to tell the server that it is called; null for an address, and for names that TLS cannot spell, such as
    /// those with an underscore.
    static @Nullable SNIHostName serverName(String peer) {
        if (Names.mayBeLiteral(peer)) {
            return null;
        }
        try {
            return new SNIHostName(peer);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private SslContext build(Choice choice) throws IOException {
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        try {
            if (choice.skipVerify) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            } else {
                X509Certificate[] trusted = trusted();
                if (trusted != null) {
                    builder.trustManager(trusted);
                }
            }
            Path certificate = own.certificate();
            Path key = own.key();
            if (certificate != null && key != null) {
                builder.keyManager(
                        PemKeys.privateKey(Files.readAllBytes(key)),
                        certificates(List.of(certificate)).toArray(new X509Certificate[0]));
            }
            if (choice.http2) {
                builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2));
            }
            return builder.build();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("cannot set up TLS for checks: " + e.getMessage(), e);
        }
    }

    /// What to trust; null: what the JDK trusts.
    private X509Certificate @Nullable [] trusted() throws IOException, GeneralSecurityException {
        List<Path> files = own.authorities();
        if (files.isEmpty()) {
            // as every other program on the machine, those that its owner added included
            files = SYSTEM_BUNDLES.stream().filter(Files::isReadable).limit(1).toList();
        }
        List<X509Certificate> all = certificates(files);
        return all.isEmpty() ? null : all.toArray(new X509Certificate[0]);
    }

    /// A folder stands for the files in it that are not hidden.
    private static List<Path> withFolders(List<Path> places) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path place : places) {
            if (!Files.isDirectory(place)) {
                files.add(place);
                continue;
            }
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(place)) {
                for (Path file : inside) {
                    if (Files.isRegularFile(file) && !Files.isHidden(file)) {
                        files.add(file);
                    }
                }
            }
        }
        return files;
    }

    private static List<X509Certificate> certificates(List<Path> files) throws IOException, CertificateException {
        List<X509Certificate> all = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (Path file : withFolders(files)) {
            try (InputStream in = Files.newInputStream(file)) {
                factory.generateCertificates(in).forEach(each -> all.add((X509Certificate) each));
            }
        }
        return all;
    }
}
