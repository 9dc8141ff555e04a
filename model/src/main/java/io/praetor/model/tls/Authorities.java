package io.praetor.model.tls;

import io.praetor.model.x509.NameLimits;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Who is believed: the JDK's rules for chains, beside them the names an authority may sign for, and, where a client
/// asks
/// for a server by name, that name. Refusals are in the original's words.
final class Authorities extends X509ExtendedTrustManager {
    private final List<X509Certificate> certificates;
    private final List<Limited> limited;
    private final X509ExtendedTrustManager chains;
    private final @Nullable String server;

    /// An authority that may not sign for every name.
    private record Limited(X509Certificate certificate, NameLimits limits) {}

    private Authorities(
            List<X509Certificate> certificates,
            List<Limited> limited,
            X509ExtendedTrustManager chains,
            @Nullable String server) {
        this.certificates = certificates;
        this.limited = limited;
        this.chains = chains;
        this.server = server;
    }

    /// The same, and a server must have the certificate of this name.
    Authorities asking(String name) {
        return new Authorities(certificates, limited, chains, name);
    }

    /// Reads a file, or all files of a folder.
    ///
    /// @param caFile counts when it is not empty
    /// @param others believed too; they may be all there are
    /// @throws TlsException when one cannot be read, and when no certificate holds now
    static Authorities read(String caFile, String caPath, List<X509Certificate> others, Instant now)
            throws TlsException {
        List<X509Certificate> all = new ArrayList<>();
        String setting = caFile.isEmpty() ? "ca_path" : "ca_file";
        String place = caFile.isEmpty() ? caPath : caFile;
        if (!caFile.isEmpty()) {
            all.addAll(PemFile.certificates(setting, caFile));
        } else if (!caPath.isEmpty()) {
            for (Path file : PemFile.files(setting, caPath)) {
                all.addAll(PemFile.certificates(setting, file.toString()));
            }
            if (all.isEmpty()) {
                throw new TlsException("ca_path \"" + caPath + "\": no files");
            }
        }
        requireValid(all, setting, place, now);
        all.addAll(others);
        requireValid(all, setting, place, now);
        // while authorities follow each other, the old one may have ended
        List<X509Certificate> valid = all.stream()
                .filter(each -> Times.fault(each, now) == null)
                .distinct()
                .toList();
        try {
            List<Limited> limited = new ArrayList<>();
            for (X509Certificate each : valid) {
                NameLimits limits = NameLimits.of(each);
                if (!limits.permitted().isEmpty() || !limits.excluded().isEmpty()) {
                    limited.add(new Limited(each, limits));
                }
            }
            return new Authorities(valid, List.copyOf(limited), chains(valid), null);
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException(setting + " \"" + place + "\": " + e.getMessage(), e);
        }
    }

    private static void requireValid(List<X509Certificate> all, String setting, String place, Instant now)
            throws TlsException {
        if (!all.isEmpty() && all.stream().allMatch(each -> Times.fault(each, now) != null)) {
            throw new TlsException(setting + " \"" + place + "\": " + Times.fault(all.getFirst(), now));
        }
    }

    private static X509ExtendedTrustManager chains(List<X509Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (X509Certificate certificate : certificates) {
            store.setCertificateEntry("ca" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("the JDK has no trust manager for certificates");
    }

    /// Whether somebody who believes these would believe the certificate, as far as its signature goes.
    boolean signed(X509Certificate certificate) {
        return certificates.stream().anyMatch(each -> each.equals(certificate) || isIssuer(each, certificate));
    }

    private static boolean isIssuer(X509Certificate authority, X509Certificate certificate) {
        if (!authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /// Refuses names that no authority of the chain's end may sign for.
    private void checkLimits(X509Certificate[] chain) throws CertificateException {
        if (limited.isEmpty()) {
            return;
        }
        CertificateException refusal = null;
        for (X509Certificate link : chain) {
            for (X509Certificate authority : certificates) {
                if (!isIssuer(authority, link)) {
                    continue;
                }
                try {
                    for (Limited each : limited) {
                        if (each.certificate.equals(authority)) {
                            each.limits.check(chain[0]);
                        }
                    }
                    return;
                } catch (CertificateException e) {
                    refusal = e;
                }
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        try {
            chains.checkServerTrusted(chain, type, engine);
        } catch (CertificateException e) {
            throw new CertificateException(Refusals.words(e), e);
        }
        checkLimits(chain);
        if (server != null) {
            HostNames.check(chain[0], server);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        try {
            chains.checkClientTrusted(chain, type, engine);
        } catch (CertificateException e) {
            throw new CertificateException(Refusals.words(e), e);
        }
        checkLimits(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        throw new CertificateException("sockets are not served");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        throw new CertificateException("sockets are not served");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("sockets are not served");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("sockets are not served");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return certificates.toArray(new X509Certificate[0]);
    }
}
