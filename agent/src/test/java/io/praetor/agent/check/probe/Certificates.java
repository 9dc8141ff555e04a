package io.praetor.agent.check.probe;

import io.praetor.model.pem.PemKeys;
import io.praetor.model.tls.TlsContext;
import io.praetor.model.tls.TlsException;
import io.praetor.model.tls.TlsFiles;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// A CA of the tests, a server's certificate for `localhost` and 127.0.0.1, and a client's.
final class Certificates {
    private Certificates() {}

    static Path file(String name) throws Exception {
        return Path.of(Certificates.class.getResource(name).toURI());
    }

    /// The settings of an agent that believes the CA and shows a certificate.
    static AgentTls agent(String certificate, String serverName) {
        return read(certificate + ".pem", certificate + "-key.pem", serverName);
    }

    /// Those of an agent that only believes the CA.
    static AgentTls authority() {
        return read("", "", "");
    }

    /// Those of an agent that believes the CA and speaks nothing older, or only these suites.
    static AgentTls speaking(String minVersion, List<String> suites) {
        try {
            return of(new TlsFiles(path("ca.pem"), "", "", "", minVersion, suites, false), "");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static AgentTls of(TlsFiles files, String serverName) throws TlsException {
        return AgentTls.of(TlsContext.load(files, TlsContext.Role.CLIENT, Instant.now()), serverName);
    }

    private static AgentTls read(String certificate, String key, String serverName) {
        try {
            return of(TlsFiles.of(path("ca.pem"), path(certificate), path(key)), serverName);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String path(String name) throws Exception {
        return name.isEmpty() ? "" : file(name).toString();
    }

    /// Sockets of the server.
    ///
    /// @param wantsClients whether a client must show a certificate of the CA
    static SSLServerSocketFactory server(boolean wantsClients) throws Exception {
        return server(socket -> socket.setNeedClientAuth(wantsClients));
    }

    /// Sockets of a server.
    ///
    /// @param special what is done to the one that listens
    static SSLServerSocketFactory server(Consumer<SSLServerSocket> special) throws Exception {
        char[] password = new char[0];
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "server", PemKeys.privateKey(Files.readAllBytes(file("server-key.pem"))), password, new Certificate[] {
                    certificate("server.pem")
                });
        keys.setCertificateEntry("ca", certificate("ca.pem"));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, password);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return new Special(context.getServerSocketFactory(), special);
    }

    private static Certificate certificate(String name) throws Exception {
        try (InputStream in = Files.newInputStream(file(name))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static final class Special extends SSLServerSocketFactory {
        private final SSLServerSocketFactory inner;
        private final Consumer<SSLServerSocket> special;

        Special(SSLServerSocketFactory inner, Consumer<SSLServerSocket> special) {
            this.inner = inner;
            this.special = special;
        }

        @Override
        public java.net.ServerSocket createServerSocket(int port, int backlog, java.net.InetAddress address)
                throws java.io.IOException {
            SSLServerSocket socket = (SSLServerSocket) inner.createServerSocket(port, backlog, address);
            special.accept(socket);
            return socket;
        }

        @Override
        public java.net.ServerSocket createServerSocket(int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public java.net.ServerSocket createServerSocket(int port, int backlog) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return inner.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return inner.getSupportedCipherSuites();
        }
    }
}
