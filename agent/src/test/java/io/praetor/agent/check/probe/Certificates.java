package io.praetor.agent.check.probe;

import io.praetor.model.pem.PemKeys;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
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
