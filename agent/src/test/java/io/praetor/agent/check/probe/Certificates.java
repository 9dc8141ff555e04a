package io.praetor.agent.check.probe;

import io.praetor.model.pem.PemKeys;
import io.praetor.model.tls.TlsContext;
import io.praetor.model.tls.TlsFiles;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
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

    private static AgentTls read(String certificate, String key, String serverName) {
        try {
            TlsFiles files = TlsFiles.of(path("ca.pem"), path(certificate), path(key));
            return AgentTls.of(TlsContext.load(files, TlsContext.Role.CLIENT, Instant.now()), serverName);
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
        SSLServerSocketFactory factory = context.getServerSocketFactory();
        return wantsClients ? new Demanding(factory) : factory;
    }

    private static Certificate certificate(String name) throws Exception {
        try (InputStream in = Files.newInputStream(file(name))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static final class Demanding extends SSLServerSocketFactory {
        private final SSLServerSocketFactory inner;

        Demanding(SSLServerSocketFactory inner) {
            this.inner = inner;
        }

        @Override
        public java.net.ServerSocket createServerSocket(int port, int backlog, java.net.InetAddress address)
                throws java.io.IOException {
            SSLServerSocket socket = (SSLServerSocket) inner.createServerSocket(port, backlog, address);
            socket.setNeedClientAuth(true);
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
