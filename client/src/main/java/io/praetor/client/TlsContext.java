package io.praetor.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// TLS towards an agent, from PEM files. Loaded only for https addresses.
final class TlsContext {
    private final SSLContext context;
    private final boolean verify;

    private TlsContext(SSLContext context, boolean verify) {
        this.context = context;
        this.verify = verify;
    }

    /// @throws IOException when a file is missing or no PEM; the message is fit for the user
    static TlsContext load(ClientSettings.TlsSettings settings) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keys(settings),
                    settings.verify() ? trust(settings) : new TrustManager[] {new AnyCertificate()},
                    null);
            return new TlsContext(context, settings.verify());
        } catch (GeneralSecurityException e) {
            throw new IOException("Error loading TLS configuration: " + e.getMessage(), e);
        }
    }

    /// Speaks TLS over a connected socket, and shakes hands.
    Socket wrap(Socket socket, String name, int port) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, name, port, true);
        if (verify) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            if (!isLiteral(name)) {
                parameters.setServerNames(List.of(new SNIHostName(name)));
            }
            tls.setSSLParameters(parameters);
        }
        tls.startHandshake();
        return tls;
    }

    private static boolean isLiteral(String name) {
        return name.indexOf(':') >= 0 || (!name.isEmpty() && Character.isDigit(name.charAt(name.length() - 1)));
    }

    /// What went wrong, in the original's words where it has any.
    static String reason(SSLException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("Unsupported or unrecognized SSL message")) {
            return "http: server gave HTTP response to HTTPS client";
        }
        if (text.contains("unable to find valid certification path")) {
            return "x509: certificate signed by unknown authority";
        }
        if (text.contains("bad_certificate") || text.contains("certificate_required")) {
            return "remote error: tls: bad certificate";
        }
        return "tls: " + text;
    }

    private static TrustManager @Nullable [] trust(ClientSettings.TlsSettings settings)
            throws IOException, GeneralSecurityException {
        Path file = settings.caFile();
        Path directory = settings.caPath();
        if (file == null && directory == null) {
            return null;
        }
        KeyStore store = emptyStore();
        if (file != null) {
            add(store, file, "Error loading CA File: ");
        } else if (directory != null) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path each : files) {
                    add(store, each, "Error loading CA File: ");
                }
            } catch (IOException e) {
                throw new IOException("Error loading CA Path: " + PemFile.openReason(directory, e), e);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static void add(KeyStore store, Path file, String prefix) throws IOException, GeneralSecurityException {
        for (Certificate certificate : certificates(file, prefix)) {
            store.setCertificateEntry("ca" + store.size(), certificate);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file, String prefix) throws IOException {
        try {
            Collection<? extends Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(PemFile.read(file, prefix)));
            if (!all.isEmpty()) {
                return all;
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(prefix + "Couldn't parse PEM in: " + file, e);
        }
        throw new IOException(prefix + "Couldn't parse PEM in: " + file);
    }

    private static KeyManager @Nullable [] keys(ClientSettings.TlsSettings settings)
            throws IOException, GeneralSecurityException {
        Path certFile = settings.clientCert();
        Path keyFile = settings.clientKey();
        if (certFile == null && keyFile == null) {
            return null;
        }
        if (certFile == null || keyFile == null) {
            throw new IOException("both client cert and client key must be provided");
        }
        Certificate[] chain =
                certificates(certFile, "Error loading client certificate: ").toArray(new Certificate[0]);
        PrivateKey key = PemFile.privateKey(keyFile);
        KeyStore store = emptyStore();
        char[] password = new char[0];
        store.setKeyEntry("client", key, password, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
