package io.praetor.acceptance.cluster;

import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// An authority and certificates made by `consul tls`, in a folder.
final class Certificates {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;

    /// A certificate and its key.
    record Pair(Path cert, Path key) {
        /// The same content under other names, each replaced as a whole.
        void copyTo(Pair place) throws IOException {
            copy(cert, place.cert);
            copy(key, place.key);
        }
    }

    /// @param folder where the files go; must exist
    Certificates(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        consul("tls", "ca", "create");
    }

    Path ca() {
        return folder.resolve("consul-agent-ca.pem");
    }

    /// A new certificate.
    ///
    /// @param kind `server`, `client` or `cli`
    Pair create(String kind, String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("tls", "cert", "create", "-" + kind));
        words.addAll(List.of(more));
        String out = consul(words.toArray(String[]::new));
        List<Path> saved = out.lines()
                .filter(line -> line.startsWith("==> Saved "))
                .map(line -> folder.resolve(line.substring("==> Saved ".length())))
                .toList();
        return new Pair(saved.get(0), saved.get(1));
    }

    private String consul(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Consul.launcher().toString()));
        command.addAll(List.of(words));
        try (Child child = Child.start(command, Consul.environment(null), folder, folder.resolve("tls"), null)) {
            if (child.finish(PATIENCE) != 0) {
                throw new IOException(child.output());
            }
            return child.out();
        }
    }

    /// Replaces a file as a whole.
    static void copy(Path from, Path to) throws IOException {
        Path beside = Path.of(to + ".new");
        Files.copy(from, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Sockets that believe the authorities of a file and show a certificate.
    static SSLSocketFactory sockets(Path authorities, Pair own)
            throws IOException, InterruptedException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        try (InputStream in = Files.newInputStream(authorities)) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca" + trusted.size(), each);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(own), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static KeyStore store(Pair own) throws IOException, InterruptedException, GeneralSecurityException {
        Path file = Path.of(own.cert + ".p12");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "pkcs12",
                        "-export",
                        "-in",
                        own.cert.toString(),
                        "-inkey",
                        own.key.toString(),
                        "-out",
                        file.toString(),
                        "-passout",
                        "pass:" + new String(PASSWORD))
                .inheritIO()
                .start();
        if (openssl.waitFor() != 0) {
            throw new IOException("openssl pkcs12 failed");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}
