package io.praetor.agent.check.probe;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// TLS of checks: one context for each way of trusting, made when first needed, and anew when the agent has other
/// certificates.
final class Tls {
    /// Where distributions keep the certificates that everybody on the machine trusts.
    private static final List<Path> SYSTEM_BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    private final Supplier<AgentTls> own;
    private final Map<Way, SslContext> contexts = new EnumMap<>(Way.class);
    /// What the contexts were made of.
    private AgentTls made = AgentTls.NONE;

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

    Tls(Supplier<AgentTls> own) {
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
            forgetOld();
            return contexts.get(Way.of(choice));
        }
    }

    private void forgetOld() {
        AgentTls now = own.get();
        if (!now.equals(made)) {
            contexts.clear();
            made = now;
        }
    }

    /// The context of a choice. Reads files the first time; not for event loops.
    ///
    /// @throws IOException when the system's certificates cannot be used; the message says why
    SslContext context(Choice choice) throws IOException {
        synchronized (contexts) {
            forgetOld();
            SslContext known = contexts.get(Way.of(choice));
            if (known == null) {
                known = build(choice, made);
                contexts.put(Way.of(choice), known);
            }
            return known;
        }
    }

    /// The handler that makes a connection to `target` secret.
    SslHandler handler(SslContext context, Choice choice, HostPort target, Channel channel) {
        AgentTls ours = own.get();
        String name = choice.name.isEmpty() ? ours.serverName() : choice.name;
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
        if (!ours.versions().isEmpty()) {
            parameters.setProtocols(ours.versions().toArray(String[]::new));
        }
        if (!ours.suites().isEmpty()) {
            parameters.setCipherSuites(ours.suites().toArray(String[]::new));
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

    private static SslContext build(Choice choice, AgentTls own) throws IOException {
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        try {
            if (choice.skipVerify) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            } else {
                X509Certificate[] trusted = trusted(own);
                if (trusted != null) {
                    builder.trustManager(trusted);
                }
            }
            KeyManager certificate = own.certificate();
            if (certificate != null) {
                builder.keyManager(certificate);
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
    private static X509Certificate @Nullable [] trusted(AgentTls own) throws IOException, CertificateException {
        List<X509Certificate> all = own.authorities().isEmpty() ? ofTheSystem() : own.authorities();
        return all.isEmpty() ? null : all.toArray(new X509Certificate[0]);
    }

    /// As every other program on the machine, those that its owner added included.
    private static List<X509Certificate> ofTheSystem() throws IOException, CertificateException {
        List<X509Certificate> all = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (Path bundle : SYSTEM_BUNDLES) {
            if (Files.isReadable(bundle)) {
                try (InputStream in = Files.newInputStream(bundle)) {
                    factory.generateCertificates(in).forEach(each -> all.add((X509Certificate) each));
                }
                break;
            }
        }
        return all;
    }
}
