package io.praetor.server.connect;

import io.praetor.model.connect.CaConsulProviderState;
import io.praetor.model.connect.CaRequest;
import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.SpiffeId;
import io.praetor.model.pem.Pem;
import io.praetor.model.pem.PemKeys;
import io.praetor.model.x509.CertificateAuthority;
import io.praetor.model.x509.ColonHex;
import io.praetor.model.x509.KeyPairs;
import io.praetor.model.x509.Verification;
import io.praetor.server.Scheduler;
import io.praetor.server.Ticker;
import io.praetor.server.state.State;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Loads built-in authorities from what they keep in the state, and makes them where there is nothing kept.
final class ProviderRows {
    private final Supplier<State> states;
    private final CaCommands commands;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private final Ticker ticker;
    private final Scheduler scheduler;

    /// @param ids random UUIDs
    ProviderRows(
            Supplier<State> states,
            CaCommands commands,
            Supplier<String> ids,
            InstantSource clock,
            Ticker ticker,
            Scheduler scheduler) {
        this.states = states;
        this.commands = commands;
        this.ids = ids;
        this.clock = clock;
        this.ticker = ticker;
        this.scheduler = scheduler;
    }

    /// The authority with these options. One that is there already stays as it is: new kinds of keys alone make no new
    /// root.
    ///
    /// @param kept whether the active root's authority is meant where nothing else is said
    /// @throws GeneralSecurityException when a key or a certificate cannot be read, or they do not belong together
    BuiltInAuthority open(CaOptions options, SpiffeId.Signing id, boolean kept)
            throws GeneralSecurityException, InterruptedException {
        CaConsulProviderState row = find(options, kept);
        if (row == null) {
            row = make(options, id);
            commands.change(CaRequest.SET_PROVIDER_STATE, row);
        }
        X509Certificate root = certificate(row.rootCert());
        CertificateAuthority authority = new CertificateAuthority(root, PemKeys.privateKey(ascii(row.privateKey())));
        return new BuiltInAuthority(options, row.id(), authority, new SignLimit(options, ticker, scheduler));
    }

    private @Nullable CaConsulProviderState find(CaOptions options, boolean kept) throws GeneralSecurityException {
        String id = rowId(options);
        CaConsulProviderState row = states.get().connect().provider(id);
        if (row != null && !row.rootCert().isEmpty()) {
            return row;
        }
        return kept && options.privateKey().isEmpty() ? ofActiveRoot() : null;
    }

    /// What the active root's authority keeps. Other versions have called it otherwise.
    private @Nullable CaConsulProviderState ofActiveRoot() throws GeneralSecurityException {
        CaRoot active = states.get().connect().activeRoot();
        if (active != null) {
            for (CaConsulProviderState row : states.get().connect().providers()) {
                if (!row.rootCert().isEmpty()
                        && ColonHex.fingerprint(certificate(row.rootCert())).equals(active.id())) {
                    return row;
                }
            }
        }
        return null;
    }

    private CaConsulProviderState make(CaOptions options, SpiffeId.Signing id)
            throws GeneralSecurityException, InterruptedException {
        if (!options.rootCert().isEmpty()) {
            X509Certificate root = certificate(options.rootCert());
            if (!Verification.isAuthority(root)) {
                throw new CertificateException("the root certificate is not a CA certificate");
            }
            // whether they belong together is seen when they are loaded: here, so that nothing is stored otherwise
            var _ = new CertificateAuthority(root, PemKeys.privateKey(ascii(options.privateKey())));
            return new CaConsulProviderState(rowId(options), options.privateKey(), options.rootCert(), "", 0, 0);
        }
        KeyPair keys = options.privateKey().isEmpty()
                ? generate(options)
                : KeyPairs.of(PemKeys.privateKey(ascii(options.privateKey())));
        long uid = UUID.fromString(ids.get()).getMostSignificantBits();
        X509Certificate root = BuiltInAuthority.makeRoot(id, uid, commands.nextSerial(), keys, clock.instant());
        String key = options.privateKey().isEmpty() ? KeyPairs.pem(keys) : options.privateKey();
        return new CaConsulProviderState(rowId(options), key, Pem.write(root), "", 0, 0);
    }

    private static KeyPair generate(CaOptions options) throws GeneralSecurityException {
        return options.rsa() ? KeyPairs.generateRsa(options.keyBits()) : KeyPairs.generateEc(options.keyBits());
    }

    private static X509Certificate certificate(String pem) throws CertificateException {
        return Pem.certificates(ascii(pem)).getFirst();
    }

    private static byte[] ascii(String pem) {
        return pem.getBytes(StandardCharsets.US_ASCII);
    }

    /// What an authority with these options keeps is stored under this: another key or root is another authority.
    private static String rowId(CaOptions options) throws GeneralSecurityException {
        String made = options.privateKey() + "," + options.rootCert() + ",true";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(made.getBytes(StandardCharsets.UTF_8));
        return HexFormat.ofDelimiter(":").formatHex(hash);
    }
}
