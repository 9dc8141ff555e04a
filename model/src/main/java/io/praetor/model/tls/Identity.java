package io.praetor.model.tls;

import io.praetor.model.pem.Pem;
import io.praetor.model.pem.PemKeys;
import io.praetor.model.x509.KeyPairs;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Our own certificate. It is shown to everybody who asks for one, whichever authorities they name: theirs is the
/// refusal, with a reason that tells more than an empty hand.
final class Identity extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";
    private static final String ANY_USE = "2.5.29.37.0";
    /// Its place among the key usages (RFC 5280 §4.2.1.3).
    private static final int DIGITAL_SIGNATURE = 0;

    private final X509Certificate[] chain;
    private final PrivateKey key;

    private Identity(X509Certificate[] chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /// Reads the two files.
    ///
    /// @throws TlsException when one is missing or malformed, when they do not belong together, and when the
    ///     certificate does not hold now
    static Identity read(String certFile, String keyFile, Instant now) throws TlsException {
        if (certFile.isEmpty()) {
            throw new TlsException("key_file is set but cert_file is not");
        }
        if (keyFile.isEmpty()) {
            throw new TlsException("cert_file is set but key_file is not");
        }
        List<X509Certificate> chain = PemFile.certificates("cert_file", certFile);
        PrivateKey key = key(keyFile);
        X509Certificate own = chain.getFirst();
        try {
            if (!KeyPairs.fit(own.getPublicKey(), key)) {
                throw new TlsException("key_file \"" + keyFile + "\" is not the key of the certificate in cert_file \""
                        + certFile + "\"");
            }
        } catch (GeneralSecurityException e) {
            throw new TlsException("key_file \"" + keyFile + "\": " + e.getMessage(), e);
        }
        for (X509Certificate certificate : chain) {
            String fault = Times.fault(certificate, now);
            if (fault != null) {
                throw new TlsException("cert_file \"" + certFile + "\": " + fault);
            }
        }
        return new Identity(chain.toArray(new X509Certificate[0]), key);
    }

    /// Takes what servers have signed.
    ///
    /// @throws TlsException when it does not belong together
    static Identity of(ProvidedTls.Certificate given) throws TlsException {
        try {
            List<X509Certificate> chain = Pem.certificates(given.chainPem().getBytes(StandardCharsets.US_ASCII));
            PrivateKey key = PemKeys.privateKey(given.keyPem().getBytes(StandardCharsets.US_ASCII));
            if (!KeyPairs.fit(chain.getFirst().getPublicKey(), key)) {
                throw new TlsException("the certificate from the servers is for another key");
            }
            return new Identity(chain.toArray(new X509Certificate[0]), key);
        } catch (GeneralSecurityException e) {
            throw new TlsException("the certificate from the servers: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(String keyFile) throws TlsException {
        try {
            return PemKeys.privateKey(PemFile.read("key_file", keyFile));
        } catch (GeneralSecurityException e) {
            throw new TlsException("key_file \"" + keyFile + "\": " + e.getMessage(), e);
        }
    }

    X509Certificate certificate() {
        return chain[0];
    }

    /// @throws TlsException when the certificate says that it is not for this use
    void requireUse(String oid, String role, String certFile) throws TlsException {
        try {
            if (!isFor(oid)) {
                throw new TlsException("cert_file \"" + certFile + "\": its extended key usage does not let it be the "
                        + "certificate of a " + role);
            }
        } catch (CertificateException e) {
            throw new TlsException("cert_file \"" + certFile + "\": " + e.getMessage(), e);
        }
    }

    private boolean isFor(String oid) throws CertificateException {
        List<String> uses = certificate().getExtendedKeyUsage();
        return uses == null || uses.contains(oid) || uses.contains(ANY_USE);
    }

    /// What others may hold against the certificate, a line each. Go does not look at the first.
    List<String> doubts(String clientUse) {
        List<String> doubts = new ArrayList<>();
        boolean[] uses = certificate().getKeyUsage();
        if (uses != null && !uses[DIGITAL_SIGNATURE]) {
            doubts.add("others may refuse our certificate: its key usage does not let its key sign handshakes");
        }
        try {
            if (!isFor(clientUse)) {
                doubts.add("others will refuse our certificate where they verify who comes: its extended key usage does"
                        + " not let it be the certificate of a client");
            }
        } catch (CertificateException e) {
            doubts.add("others may refuse our certificate: " + e.getMessage());
        }
        return doubts;
    }

    private @Nullable String alias(String keyType) {
        return keyType.equals(key.getAlgorithm())
                        || (keyType.equals("EdDSA") && key.getAlgorithm().equals("Ed25519"))
                ? ALIAS
                : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        for (String keyType : keyTypes) {
            if (alias(keyType) != null) {
                return ALIAS;
            }
        }
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineClientAlias(keyTypes, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }
}
