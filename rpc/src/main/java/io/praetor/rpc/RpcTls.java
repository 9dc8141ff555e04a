package io.praetor.rpc;

import io.netty.handler.ssl.SslHandler;
import io.praetor.model.tls.HostNames;
import io.praetor.model.tls.Refusals;
import io.praetor.model.tls.TlsContext;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// How connections of the server port, and those to others, speak TLS (`rpc.md` §1). What holds is asked for each new
/// connection, so that certificates and rules can change while connections stand.
public final class RpcTls {
    /// What native TLS may carry instead of a first byte within.
    static final List<String> PROTOCOLS =
            List.of("consul/rpc-single", "consul/raft", "consul/rpc-multi", "consul/rpc-snapshot");

    private final Executor handshakes;
    private volatile Rules rules;

    /// What holds.
    ///
    /// @param context              null: TLS is not configured
    /// @param verifyIncoming       whether everybody must come with TLS and a certificate that we believe
    /// @param verifyOutgoing       whether we connect with TLS
    /// @param verifyServerHostname whether servers must have certificates of servers of their datacenter
    /// @param datacenter           our own
    /// @param domain               such as `consul`, without a dot at the end
    public record Rules(
            @Nullable TlsContext context,
            boolean verifyIncoming,
            boolean verifyOutgoing,
            boolean verifyServerHostname,
            String datacenter,
            String domain) {
        /// No TLS at all.
        public static final Rules NONE = new Rules(null, false, false, false, "", "");

        /// @throws IllegalArgumentException when something is to be verified that cannot be
        public Rules {
            boolean believes = context != null && context.hasAuthorities();
            boolean shows = context != null && context.hasIdentity();
            if ((verifyIncoming && !(believes && shows)) || (verifyOutgoing && !believes)) {
                throw new IllegalArgumentException("certificates cannot be verified without an authority");
            }
            if (verifyServerHostname && !verifyOutgoing) {
                throw new IllegalArgumentException("names are verified of servers that we connect to with TLS");
            }
        }

        /// The name in certificates of a datacenter's servers.
        String serverName(String ofDatacenter) {
            return "server." + ofDatacenter + "." + domain;
        }
    }

    /// @param handshakes runs the arithmetic of handshakes, which would hold event loops up
    public RpcTls(Rules rules, Executor handshakes) {
        this.rules = rules;
        this.handshakes = handshakes;
    }

    /// No TLS, now and later.
    public static RpcTls none() {
        return new RpcTls(Rules.NONE, Runnable::run);
    }

    /// Changes what holds for connections from now on.
    public void change(Rules fresh) {
        rules = fresh;
    }

    /// Whether a connection may come without TLS.
    boolean acceptsPlain() {
        return !rules.verifyIncoming;
    }

    /// The handler of a connection that announced TLS with its first byte; null when TLS is not configured.
    @Nullable SslHandler incoming(Duration timeout) {
        Rules now = rules;
        TlsContext context = now.context;
        return context == null || !context.hasIdentity()
                ? null
                : handler(context.server(now.verifyIncoming, List.of()), timeout);
    }

    /// The handler of a connection that begins with TLS; null when that is not offered.
    @Nullable SslHandler nativeIncoming(Duration timeout) {
        TlsContext context = rules.context;
        return context == null || !context.hasIdentity() || !context.hasAuthorities()
                ? null
                : handler(context.server(true, PROTOCOLS), timeout);
    }

    /// The handler of a connection whose other end need not have a certificate; null when TLS is not configured.
    @Nullable SslHandler unverifiedIncoming(Duration timeout) {
        TlsContext context = rules.context;
        return context == null || !context.hasIdentity() ? null : handler(context.server(false, List.of()), timeout);
    }

    /// The handler of a connection to a server by whoever has no certificate yet: the server is verified as far as
    /// there is something to do it by. Null when TLS is not configured.
    @Nullable SslHandler unverifiedOutgoing(String datacenter, Duration timeout) {
        Rules now = rules;
        TlsContext context = now.context;
        if (context == null) {
            return null;
        }
        String name = now.verifyServerHostname ? now.serverName(datacenter) : null;
        return handler(context.hasAuthorities() ? context.client(name) : context.clientOfAnybody(), timeout);
    }

    /// The handler of a connection to a server; null when we connect without TLS.
    @Nullable SslHandler outgoing(String datacenter, Duration timeout) {
        Rules now = rules;
        TlsContext context = now.context;
        return context == null || !now.verifyOutgoing
                ? null
                : handler(context.client(now.verifyServerHostname ? now.serverName(datacenter) : null), timeout);
    }

    private SslHandler handler(SSLEngine engine, Duration timeout) {
        SslHandler handler = new SslHandler(engine, handshakes);
        handler.setHandshakeTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        return handler;
    }

    /// Raft is for servers: whoever comes with it must have the certificate of one, where names are verified.
    ///
    /// @param session of the connection
    /// @throws IOException saying why the peer is refused
    void checkRaftPeer(SSLSession session) throws IOException {
        Rules now = rules;
        if (!now.verifyIncoming || !now.verifyServerHostname) {
            return;
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            if (!(chain[0] instanceof X509Certificate certificate)) {
                throw new IOException("the peer's certificate is no X.509 certificate");
            }
            HostNames.check(certificate, now.serverName(now.datacenter));
        } catch (SSLPeerUnverifiedException e) {
            throw new IOException("the peer has no certificate", e);
        } catch (CertificateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Why a handshake failed, in one line.
    static String reason(Throwable failure) {
        return Refusals.of(failure);
    }
}
