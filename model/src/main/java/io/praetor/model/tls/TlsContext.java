package io.praetor.model.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// Makes one end of TLS connections out of files that were read and found good. Does not change: files that changed
/// make a new one, and connections that stand keep theirs.
public final class TlsContext {
    private static final String SERVER_USE = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_USE = "1.3.6.1.5.5.7.3.2";

    private final SSLContext context;
    private final @Nullable Identity identity;
    private final @Nullable Authorities authorities;
    private final String[] versions;
    private final String @Nullable [] suites;
    private final boolean ourOrder;

    private TlsContext(
            SSLContext context,
            @Nullable Identity identity,
            @Nullable Authorities authorities,
            String[] versions,
            String @Nullable [] suites,
            boolean ourOrder) {
        this.context = context;
        this.identity = identity;
        this.authorities = authorities;
        this.versions = versions;
        this.suites = suites;
        this.ourOrder = ourOrder;
    }

    /// What an end is for.
    public enum Role {
        /// Others connect to it, and it connects to others.
        SERVER,
        /// It connects to others only.
        CLIENT
    }

    /// Reads the files.
    ///
    /// @throws TlsException when something is wrong with them, in one line
    public static TlsContext load(TlsFiles files, Role role, Instant now) throws TlsException {
        return load(files, ProvidedTls.NONE, role, now);
    }

    /// Reads the files, beside what was given.
    ///
    /// @param given whose certificate comes before that of files
    /// @throws TlsException when something is wrong with either, in one line
    public static TlsContext load(TlsFiles files, ProvidedTls given, Role role, Instant now) throws TlsException {
        boolean believes = !files.caFile().isEmpty()
                || !files.caPath().isEmpty()
                || !given.authorities().isEmpty();
        Authorities authorities =
                believes ? Authorities.read(files.caFile(), files.caPath(), given.authorities(), now) : null;
        ProvidedTls.Certificate own = given.certificate();
        Identity identity = own != null ? Identity.of(own) : identity(files, role, now);
        String[] versions = Suites.versions(files.minVersion());
        try {
            SSLContext context = context(identity, authorities);
            String[] suites = Suites.choose(files.cipherSuites(), context.getSupportedSSLParameters());
            return new TlsContext(context, identity, authorities, versions, suites, files.preferServerSuites());
        } catch (GeneralSecurityException e) {
            throw new TlsException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static @Nullable Identity identity(TlsFiles files, Role role, Instant now) throws TlsException {
        if (files.certFile().isEmpty() && files.keyFile().isEmpty()) {
            return null;
        }
        Identity identity = Identity.read(files.certFile(), files.keyFile(), now);
        switch (role) {
            case SERVER -> identity.requireUse(SERVER_USE, "server", files.certFile());
            case CLIENT -> identity.requireUse(CLIENT_USE, "client", files.certFile());
        }
        return identity;
    }

    private static SSLContext context(@Nullable Identity identity, @Nullable Authorities authorities)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                identity == null ? new KeyManager[0] : new KeyManager[] {identity},
                authorities == null ? new TrustManager[0] : new TrustManager[] {authorities},
                null);
        return context;
    }

    /// Whether we have a certificate.
    public boolean hasIdentity() {
        return identity != null;
    }

    /// Whether we can check somebody's certificate.
    public boolean hasAuthorities() {
        return authorities != null;
    }

    /// Our certificate; null when we have none.
    public @Nullable X509Certificate certificate() {
        return identity == null ? null : identity.certificate();
    }

    /// Shows our certificate in handshakes of others' making; null when we have none.
    public @Nullable KeyManager identity() {
        return identity;
    }

    /// Whom we believe.
    public List<X509Certificate> authorities() {
        return authorities == null ? List.of() : List.of(authorities.getAcceptedIssuers());
    }

    /// The protocol versions spoken, oldest first.
    public List<String> versions() {
        return List.of(versions);
    }

    /// The cipher suites spoken, by the JDK's names; none: those that it chooses.
    public List<String> suites() {
        return suites == null ? List.of() : List.of(suites);
    }

    /// What is legal and will hardly be wanted, a line each.
    ///
    /// @param ownName what others who check names expect of us; null: they do not check any
    public List<String> doubts(@Nullable String ownName) {
        List<String> doubts = new ArrayList<>();
        if (identity != null && authorities != null && !authorities.signed(lastOf(identity))) {
            doubts.add("our own certificate is not signed by an authority that we trust");
        }
        if (identity != null) {
            doubts.addAll(identity.doubts(CLIENT_USE));
        }
        if (identity != null && ownName != null) {
            try {
                HostNames.check(identity.certificate(), ownName);
            } catch (java.security.cert.CertificateException e) {
                doubts.add("others will refuse our certificate: " + e.getMessage());
            }
        }
        return doubts;
    }

    private static X509Certificate lastOf(Identity identity) {
        X509Certificate[] chain = identity.getCertificateChain("");
        return chain[chain.length - 1];
    }

    /// The end that was connected to.
    ///
    /// @param demandsCertificate whether the other end must show one that we believe
    /// @param protocols          application protocols to agree on; none: not asked for
    /// @throws IllegalStateException without a certificate of our own, or without authorities where one is demanded
    public SSLEngine server(boolean demandsCertificate, List<String> protocols) {
        if (identity == null || (demandsCertificate && authorities == null)) {
            throw new IllegalStateException("no certificate to show, or nobody to believe");
        }
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = common(engine);
        parameters.setUseCipherSuitesOrder(ourOrder);
        parameters.setNeedClientAuth(demandsCertificate);
        if (!protocols.isEmpty()) {
            parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /// The end that connects. Sessions are not resumed: everybody is checked every time.
    ///
    /// @param name what the other end's certificate must hold for; null: any name will do
    /// @throws IllegalStateException without authorities
    public SSLEngine client(@Nullable String name) {
        if (authorities == null) {
            throw new IllegalStateException("nobody to believe");
        }
        SSLEngine engine = name == null ? context.createSSLEngine() : asking(name, authorities);
        engine.setUseClientMode(true);
        SSLParameters parameters = common(engine);
        SNIHostName shown = name == null ? null : shown(name);
        if (shown != null) {
            parameters.setServerNames(List.of(shown));
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /// The end that connects and believes whoever answers: for the one question of those who have not been told whom to
    /// believe. Nothing is shown.
    public SSLEngine clientOfAnybody() {
        SSLEngine engine = Anybody.context().createSSLEngine();
        engine.setUseClientMode(true);
        engine.setSSLParameters(common(engine));
        return engine;
    }

    /// Connections are few: a context for each is cheap.
    private SSLEngine asking(String name, Authorities believed) {
        try {
            return context(identity, believed.asking(name)).createSSLEngine();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up a second time", e);
        }
    }

    /// How the name is told to the other end; null for names that TLS cannot spell: those of datacenters may have
    /// underscores.
    private static @Nullable SNIHostName shown(String name) {
        try {
            return new SNIHostName(name);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private SSLParameters common(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(versions.clone());
        if (suites != null) {
            parameters.setCipherSuites(suites.clone());
        }
        return parameters;
    }
}
