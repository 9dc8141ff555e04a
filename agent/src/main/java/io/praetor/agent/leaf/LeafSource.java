package io.praetor.agent.leaf;

import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.CommonNames;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.connect.SpiffeId;
import io.praetor.model.pem.Pem;
import io.praetor.model.x509.AlternativeName;
import io.praetor.model.x509.CertificateRequest;
import io.praetor.model.x509.ColonHex;
import io.praetor.model.x509.DistinguishedName;
import io.praetor.model.x509.KeyPairs;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.query.Answer;
import io.praetor.server.query.AnswerCache;
import io.praetor.server.query.AnswerSource;
import io.praetor.server.query.CacheControl;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// The certificate of one service for one token. A read that waits for news of it ends when there is another one:
/// when the time has come, or the mesh has another authority.
final class LeafSource implements AnswerSource<IssuedCert> {
    private static final Duration WATCH = Duration.ofMinutes(10);

    /// How long whoever asks waits for a cluster that is being born.
    private static final Duration BIRTH = Duration.ofSeconds(2);

    private final String service;
    private final Leaves.Parts parts;
    private final AnswerCache.Question<CaRoots> roots;
    /// Guarded by this, like `refusals`.
    private @Nullable Held held;

    /// How often in a row the authority had no time.
    private int refusals;

    LeafSource(String service, Leaves.Parts parts, AnswerCache.Question<CaRoots> roots) {
        this.service = service;
        this.parts = parts;
        this.roots = roots;
    }

    /// @param signedBy the authority's key, as roots name it
    private record Held(IssuedCert leaf, String signedBy) {}

    @Override
    public Cancellable read(ReadOptions options, ReadCallback<IssuedCert> done) {
        Attempt attempt = new Attempt(options, done);
        Held known = held();
        if (options.minIndex() == 0 || known == null) {
            parts.executor().execute(attempt::begin);
        } else {
            attempt.await(known);
        }
        return attempt;
    }

    private synchronized @Nullable Held held() {
        return held;
    }

    private synchronized void hold(Held fresh) {
        held = fresh;
        refusals = 0;
    }

    private synchronized int refused() {
        return refusals++;
    }

    /// A read under way. Answers, timers and roots come on any thread; only the first that leads to a new certificate
    /// counts.
    private final class Attempt implements Cancellable {
        private final ReadOptions options;
        private final ReadCallback<IssuedCert> done;
        /// Guarded by this, like everything below.
        private Cancellable timer = Cancellable.NONE;

        private Cancellable watch = Cancellable.NONE;
        private boolean renewing;
        private boolean over;

        Attempt(ReadOptions options, ReadCallback<IssuedCert> done) {
            this.options = options;
            this.done = done;
        }

        // ---- waiting

        void await(Held known) {
            IssuedCert leaf = known.leaf();
            renewIn(LeafTimes.untilRenewal(
                    leaf.validAfter(), leaf.validBefore(), parts.clock().instant(), parts::someOf));
            lookAtRoots(0, known);
        }

        private void renewIn(Duration delay) {
            Cancellable started =
                    parts.scheduler().after(delay, () -> parts.executor().execute(this::renew));
            Cancellable unwanted;
            synchronized (this) {
                unwanted = over || renewing ? started : timer;
                timer = over || renewing ? timer : started;
            }
            unwanted.cancel();
        }

        private void lookAtRoots(long after, Held known) {
            Cancellable asked = askRoots(after, WATCH, new AnswerCache.Callback<>() {
                @Override
                public void answered(Answer<CaRoots> answer, @Nullable Duration age) {
                    parts.executor().execute(() -> compare(answer, known));
                }

                @Override
                public void failed(Throwable cause) {
                    // the cache tries again on its own, and so do we
                    var _ = parts.scheduler()
                            .after(LeafTimes.WINDOW, () -> parts.executor().execute(() -> lookAtRoots(after, known)));
                }
            });
            boolean unwanted;
            synchronized (this) {
                unwanted = over || renewing;
                watch = unwanted ? watch : asked;
            }
            if (unwanted) {
                asked.cancel();
            }
        }

        private Cancellable askRoots(long after, Duration longest, AnswerCache.Callback<CaRoots> callback) {
            synchronized (this) {
                if (over || (renewing && after != 0)) {
                    return Cancellable.NONE;
                }
            }
            ReadOptions asked =
                    new ReadOptions(options.datacenter(), Consistency.DEFAULT, after, longest, options.token());
            return parts.cache().read(roots, asked, CacheControl.ANY, callback);
        }

        private void compare(Answer<CaRoots> answer, Held known) {
            CaRoot active = answer.value().active();
            if (active != null && !active.signingKeyId().equals(known.signedBy())) {
                renewIn(parts.someOf(LeafTimes.WINDOW));
            } else {
                lookAtRoots(answer.index(), known);
            }
        }

        private void renew() {
            synchronized (this) {
                if (over || renewing) {
                    return;
                }
                renewing = true;
                watch.cancel();
            }
            begin();
        }

        // ---- having one signed

        void begin() {
            begin(0, Duration.ZERO);
        }

        private void begin(long after, Duration longest) {
            var _ = askRoots(after, longest, new AnswerCache.Callback<>() {
                @Override
                public void answered(Answer<CaRoots> answer, @Nullable Duration age) {
                    if (answer.value().active() != null) {
                        String domain = answer.value().trustDomain();
                        parts.executor().execute(() -> sign(domain));
                    } else if (longest.isZero()) {
                        begin(answer.index(), BIRTH);
                    } else {
                        fail(RequestFailure.internal("cluster has no CA bootstrapped yet"));
                    }
                }

                @Override
                public void failed(Throwable cause) {
                    fail(cause);
                }
            });
        }

        private void sign(String trustDomain) {
            KeyPair keys;
            String key;
            String csr;
            try {
                keys = KeyPairs.generate();
                key = KeyPairs.pem(keys);
                SpiffeId.Service id =
                        new SpiffeId.Service(trustDomain, SpiffeId.DEFAULT_NAMESPACE, datacenter(), service);
                csr = CertificateRequest.write(
                        DistinguishedName.commonName(CommonNames.of(id)),
                        List.of(new AlternativeName.Uri(id.uri())),
                        keys);
            } catch (GeneralSecurityException e) {
                fail(e);
                return;
            }
            var _ = parts.authority()
                    .sign(new CaSignRequest(datacenter(), csr, options.token()))
                    .whenComplete((leaf, failure) -> {
                        if (failure != null) {
                            fail(
                                    failure instanceof CompletionException && failure.getCause() != null
                                            ? failure.getCause()
                                            : failure);
                        } else {
                            take(leaf.withPrivateKey(key));
                        }
                    });
        }

        private String datacenter() {
            String named = options.datacenter();
            return named == null || named.isEmpty() ? parts.datacenter() : named;
        }

        private void take(IssuedCert leaf) {
            String signedBy;
            try {
                signedBy = ColonHex.authorityKey(Pem.certificates(leaf.certPem().getBytes(StandardCharsets.US_ASCII))
                        .getFirst());
            } catch (GeneralSecurityException e) {
                fail(e);
                return;
            }
            if (finish()) {
                hold(new Held(leaf, signedBy));
                done.answered(new Answer<>(leaf, leaf.modifyIndex(), true, Duration.ZERO, Consistency.DEFAULT));
            }
        }

        /// An old certificate will do a little longer when the authority has no time for a new one.
        private void fail(Throwable cause) {
            boolean busy =
                    cause instanceof RequestFailure refusal && refusal.kind() == RequestFailure.Kind.RATE_LIMITED;
            if (busy && held() != null) {
                synchronized (this) {
                    renewing = false;
                }
                renewIn(LeafTimes.WINDOW.multipliedBy(refused()).plus(parts.someOf(LeafTimes.WINDOW)));
            } else if (finish()) {
                done.failed(cause);
            }
        }

        private boolean finish() {
            Cancellable waiting;
            Cancellable asked;
            synchronized (this) {
                if (over) {
                    return false;
                }
                over = true;
                waiting = timer;
                asked = watch;
            }
            waiting.cancel();
            asked.cancel();
            return true;
        }

        @Override
        public void cancel() {
            finish();
        }
    }
}
