package io.praetor.acceptance.cluster;

import io.praetor.acceptance.cluster.Certificates.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Certificates that `consul tls` does not make, by `openssl`: signed by its authority, or by nobody.
final class Forgery {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Programs programs;
    private final Path authority;

    /// What is special about one.
    ///
    /// @param uses  extended key usage, in the words of openssl
    /// @param begin from now on
    /// @param end   from now on
    record Kind(String uses, Duration begin, Duration end) {
        static final Kind GOOD = new Kind("serverAuth,clientAuth", Duration.ofHours(-1), Duration.ofHours(1));

        Kind usedAs(String only) {
            return new Kind(only, begin, end);
        }

        Kind holding(Duration from, Duration until) {
            return new Kind(uses, from, until);
        }
    }

    /// @param folder    for its files
    /// @param authority with its key beside it, as `consul tls ca create` writes them
    Forgery(Path folder, Path authority) throws IOException {
        this.folder = folder;
        this.authority = authority;
        programs = new Programs(folder);
        Files.writeString(folder.resolve("index.txt"), "");
        Files.writeString(folder.resolve("serial"), "1000\n");
        Files.writeString(folder.resolve("ca.cnf"), """
                [ca]
                default_ca = own
                [own]
                database = %1$s/index.txt
                serial = %1$s/serial
                new_certs_dir = %1$s
                default_md = sha256
                policy = any
                unique_subject = no
                [any]
                commonName = supplied
                """.formatted(folder));
    }

    /// One for `server.dc1.consul` and `localhost` that the authority has signed.
    Pair signed(String name, Kind kind) throws IOException, InterruptedException {
        Pair pair = pair(name);
        Path request = folder.resolve(name + ".csr");
        openssl(
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=" + name,
                "-keyout",
                pair.key().toString(),
                "-out",
                request.toString());
        Path more = Files.writeString(folder.resolve(name + ".ext"), """
                subjectAltName = DNS:server.dc1.consul, DNS:localhost, IP:127.0.0.1
                keyUsage = digitalSignature
                extendedKeyUsage = %s
                """.formatted(kind.uses()));
        Instant now = Instant.now();
        openssl(
                "ca",
                "-batch",
                "-notext",
                "-config",
                folder.resolve("ca.cnf").toString(),
                "-cert",
                authority.toString(),
                "-keyfile",
                authority.toString().replace(".pem", "-key.pem"),
                "-startdate",
                TIME.format(now.plus(kind.begin())),
                "-enddate",
                TIME.format(now.plus(kind.end())),
                "-extfile",
                more.toString(),
                "-in",
                request.toString(),
                "-out",
                pair.cert().toString());
        return pair;
    }

    /// One that vouches for itself.
    Pair selfSigned(String name) throws IOException, InterruptedException {
        Pair pair = pair(name);
        openssl(
                "req",
                "-x509",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "1",
                "-subj",
                "/CN=" + name,
                "-addext",
                "subjectAltName=DNS:server.dc1.consul,DNS:localhost",
                "-keyout",
                pair.key().toString(),
                "-out",
                pair.cert().toString());
        return pair;
    }

    /// A key under a password.
    Path encrypted(Path key) throws IOException, InterruptedException {
        Path file = folder.resolve("encrypted-key.pem");
        openssl("pkcs8", "-topk8", "-in", key.toString(), "-out", file.toString(), "-passout", "pass:secret");
        return file;
    }

    /// A certificate as DER.
    Path der(Path cert) throws IOException, InterruptedException {
        Path file = folder.resolve("cert.der");
        openssl("x509", "-in", cert.toString(), "-outform", "DER", "-out", file.toString());
        return file;
    }

    private Pair pair(String name) {
        return new Pair(folder.resolve(name + ".pem"), folder.resolve(name + "-key.pem"));
    }

    private void openssl(String... words) throws IOException, InterruptedException {
        String[] all = new String[words.length + 1];
        all[0] = "openssl";
        System.arraycopy(words, 0, all, 1, words.length);
        String said = programs.run(all);
        Path out = Path.of(words[java.util.List.of(words).indexOf("-out") + 1]);
        if (!Files.exists(out) || Files.size(out) == 0) {
            throw new IOException(said);
        }
    }
}
