package io.praetor.agent.leaf;

import io.praetor.model.connect.CaRequest;
import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.pem.Pem;
import io.praetor.model.x509.CertificateAuthority;
import io.praetor.model.x509.CertificateForm;
import io.praetor.model.x509.CertificateRequest;
import io.praetor.model.x509.ColonHex;
import io.praetor.model.x509.DistinguishedName;
import io.praetor.model.x509.KeyIdentifier;
import io.praetor.model.x509.KeyPairs;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.ConnectCa;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The servers of a mesh, as an agent sees them: leaves of an hour, and roots that change when the test wants it.
final class FakeAuthority implements ConnectCa, Queries {
    private final InstantSource clock;
    private final List<Parked> parked = new ArrayList<>();
    private @Nullable CertificateAuthority authority;
    private CaRoots roots = CaRoots.CODEC.zero();
    private long index = 1;
    private int signed;
    boolean busy;

    private record Parked(ReadOptions options, ReadCallback<CaRoots> done) {}

    FakeAuthority(InstantSource clock) {
        this.clock = clock;
    }

    private CertificateForm form(String name, boolean ca, Instant from, Duration life) {
        return new CertificateForm(
                BigInteger.valueOf(++signed),
                DistinguishedName.commonName(name),
                from,
                from.plus(life),
                ca,
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                KeyIdentifier.WHOLE);
    }

    /// Has another key and root from now on.
    void rotate() throws GeneralSecurityException {
        CertificateAuthority next = CertificateAuthority.selfSigned(
                form("root", true, clock.instant(), Duration.ofDays(3650)), KeyPairs.generate());
        X509Certificate certificate = next.certificate();
        CaRoot root = new CaRoot(
                ColonHex.fingerprint(certificate),
                "root",
                1,
                ColonHex.key(certificate),
                "a",
                clock.instant(),
                clock.instant(),
                Pem.write(certificate),
                null,
                "",
                "",
                true,
                CaRoot.NEVER,
                "ec",
                256,
                0,
                0);
        authority = next;
        roots = new CaRoots(root.id(), "a.consul", List.of(root));
        index++;
        List<Parked> due = List.copyOf(parked);
        parked.clear();
        due.forEach(read -> read.done().answered(answer()));
    }

    private Answer<CaRoots> answer() {
        return new Answer<>(roots, index, true, Duration.ZERO, Consistency.STALE);
    }

    @Override
    @SuppressWarnings("unchecked") // nothing but roots is asked for
    public <T extends @Nullable Object> Cancellable read(Query<T> query, ReadOptions options, ReadCallback<T> done) {
        Parked read = new Parked(options, (ReadCallback<CaRoots>) done);
        if (options.minIndex() < index) {
            read.done().answered(answer());
            return Cancellable.NONE;
        }
        parked.add(read);
        return () -> parked.remove(read);
    }

    @Override
    public CompletableFuture<Void> configure(CaRequest request) {
        throw new UnsupportedOperationException("agents configure nothing");
    }

    @Override
    public CompletableFuture<IssuedCert> sign(CaSignRequest request) {
        CertificateAuthority present = authority;
        if (busy || present == null) {
            return CompletableFuture.failedFuture(
                    new RequestFailure(RequestFailure.Kind.RATE_LIMITED, "Rate limit reached, try again later"));
        }
        try {
            CertificateRequest csr = CertificateRequest.parse(request.csr());
            X509Certificate leaf = present.issue(form("leaf", false, clock.instant(), Duration.ofHours(1)), csr.key());
            return CompletableFuture.completedFuture(new IssuedCert(
                    ColonHex.serial(leaf.getSerialNumber()),
                    Pem.write(leaf),
                    "",
                    "web",
                    csr.uris().getFirst().toString(),
                    "",
                    "",
                    leaf.getNotBefore().toInstant(),
                    leaf.getNotAfter().toInstant(),
                    signed,
                    signed));
        } catch (GeneralSecurityException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
