package io.praetor.server.connect;

import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.connect.CaConsulProviderState;
import io.praetor.model.connect.CaRequest;
import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.SpiffeId;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.Scheduler;
import io.praetor.server.leader.Duty;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the mesh's authority while this server leads (`connect.md` §3.3): makes or loads it, replaces it when its
/// configuration changes, and forgets roots that nobody needs any more.
///
/// Everything is in the replicated state; what is here is the loaded key. One change goes on at a time. Making keys
/// takes a while on a server that has just started, so leadership does not wait for it: whoever wants a leaf does.
public final class CaManager implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(CaManager.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration PRUNING = Duration.ofHours(1);
    private static final String NO_CROSS_SIGNING =
            "The current CA Provider does not support cross-signing. You can try again with "
                    + "ForceWithoutCrossSigningSet but this may cause disruption - see documentation for more.";

    private final CaConfiguration initial;
    private final Supplier<State> states;
    private final CaCommands commands;
    private final ProviderRows rows;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final Executor executor;
    /// Held by whoever changes the authority.
    private final ReentrantLock changing = new ReentrantLock();

    /// Null while this server does not lead.
    private volatile @Nullable Tenure tenure;

    /// One time of leading.
    private static final class Tenure {
        private final CompletableFuture<BuiltInAuthority> authority = new CompletableFuture<>();
        private volatile @Nullable BuiltInAuthority now;
        private volatile Cancellable next = Cancellable.NONE;

        void use(BuiltInAuthority loaded) {
            now = loaded;
            authority.complete(loaded);
        }
    }

    /// @param initial  of a cluster that has no authority yet
    /// @param ids      random UUIDs
    /// @param executor runs what waits for the log, and makes keys
    CaManager(
            CaConfiguration initial,
            Supplier<State> states,
            CaCommands commands,
            ProviderRows rows,
            Supplier<String> ids,
            InstantSource clock,
            Scheduler scheduler,
            Executor executor) {
        this.initial = initial;
        this.states = states;
        this.commands = commands;
        this.rows = rows;
        this.ids = ids;
        this.clock = clock;
        this.scheduler = scheduler;
        this.executor = executor;
    }

    @Override
    public void begin() {
        Tenure begun = new Tenure();
        tenure = begun;
        executor.execute(() -> prepare(begun));
    }

    @Override
    public void end() {
        Tenure ended = tenure;
        tenure = null;
        if (ended != null) {
            ended.next.cancel();
            ended.authority.completeExceptionally(RequestFailure.noLeader());
        }
    }

    /// The authority, once it is loaded. It is another after a rotation.
    CompletableFuture<BuiltInAuthority> authority() {
        Tenure now = tenure;
        if (now == null) {
            return CompletableFuture.failedFuture(RequestFailure.noLeader());
        }
        BuiltInAuthority loaded = now.now;
        return loaded == null ? now.authority.copy() : CompletableFuture.completedFuture(loaded);
    }

    private void later(Tenure of, Duration pause, Runnable task) {
        of.next.cancel();
        of.next = scheduler.after(pause, () -> executor.execute(task));
        if (isOver(of)) {
            of.next.cancel();
        }
    }

    @SuppressWarnings("ReferenceEquality") // a tenure is itself
    private boolean isOver(Tenure of) {
        return tenure != of;
    }

    // ---- beginning

    private void prepare(Tenure of) {
        changing.lock();
        try {
            if (!isOver(of)) {
                of.use(load());
                LOG.info("initialized primary datacenter CA with provider: provider={}", BuiltInAuthority.PROVIDER);
                later(of, PRUNING, () -> prune(of));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RequestFailure | GeneralSecurityException e) {
            if (!commands.stopped() && !isOver(of)) {
                LOG.error("failed to initialize Connect CA: error={}", String.valueOf(e.getMessage()));
                later(of, RETRY, () -> prepare(of));
            }
        } catch (RuntimeException e) {
            LOG.error("failed to initialize Connect CA", e);
            later(of, RETRY, () -> prepare(of));
        } finally {
            changing.unlock();
        }
    }

    private BuiltInAuthority load() throws GeneralSecurityException, InterruptedException {
        CaConfiguration config = configuration();
        BuiltInAuthority authority = open(config, true);
        Indexed<List<CaRoot>> roots = states.get().connect().roots(Watches.NONE);
        CaRoot active = states.get().connect().activeRoot();
        String id = authority.rootId();
        if (active == null) {
            List<CaRoot> all = with(roots.value(), authority.stored(config.clusterId(), List.of()));
            if (!commands.setRoots(roots.index(), all)) {
                throw RequestFailure.internal("could not set the first CA root: it was set meanwhile");
            }
        } else if (!active.id().equals(id)) {
            throw RequestFailure.internal("stored CA root \"" + active.id() + "\" is not the active root (" + id + ")");
        }
        return authority;
    }

    /// The stored configuration; written first when there is none, or one of a version that did not know everything.
    private CaConfiguration configuration() throws InterruptedException {
        CaConfiguration stored = stored();
        if (stored == null) {
            String id = initial.clusterId().isEmpty() ? ids.get() : initial.clusterId();
            commands.setConfig(initial.withClusterId(id));
        } else if (stored.config() == null || !stored.config().containsKey(CaOptions.INTERMEDIATE_TTL)) {
            Map<String, @Nullable Object> config = new TreeMap<>(stored.config() == null ? Map.of() : stored.config());
            config.put(CaOptions.INTERMEDIATE_TTL, CaOptions.DEFAULTS.get(CaOptions.INTERMEDIATE_TTL));
            commands.setConfig(stored.withConfig(config));
        }
        return Objects.requireNonNull(stored(), "the configuration that was written");
    }

    private @Nullable CaConfiguration stored() {
        return states.get().connect().config(Watches.NONE).value();
    }

    private BuiltInAuthority open(CaConfiguration config, boolean kept)
            throws GeneralSecurityException, InterruptedException {
        if (!config.provider().equals(BuiltInAuthority.PROVIDER)) {
            throw RequestFailure.internal(
                    "could not initialize provider: unknown CA provider \"" + config.provider() + "\"");
        }
        return rows.open(CaOptions.of(config.config()), SpiffeId.Signing.of(config.clusterId()), kept);
    }

    // ---- another configuration

    /// Replaces the configuration, and the authority when it has another key or root from now on. Waits for the log.
    ///
    /// @throws RequestFailure in the contract's words when it makes no sense
    void configure(CaConfiguration wanted) throws InterruptedException {
        changing.lockInterruptibly();
        try {
            Tenure of = tenure;
            BuiltInAuthority old = of == null ? null : of.now;
            CaConfiguration before = stored();
            if (of == null || old == null || before == null) {
                throw RequestFailure.internal("CA is uninitialized: provider is nil");
            }
            if (wanted.state() != null && !wanted.state().equals(before.state())) {
                throw RequestFailure.internal("CA Provider State is read-only");
            }
            if (wanted.provider().equals(before.provider()) && Objects.equals(wanted.config(), before.config())) {
                return;
            }
            CaConfiguration config = wanted.withClusterId(before.clusterId())
                    .withState(before.state())
                    .withIndexes(before.createIndex(), before.modifyIndex());
            of.use(replace(of, old, config));
        } catch (GeneralSecurityException e) {
            throw RequestFailure.internal("error configuring provider: " + e.getMessage());
        } finally {
            changing.unlock();
        }
    }

    private BuiltInAuthority replace(Tenure of, BuiltInAuthority old, CaConfiguration config)
            throws GeneralSecurityException, InterruptedException {
        BuiltInAuthority next = open(config, false);
        boolean rotates = !next.rootId().equals(old.rootId());
        List<String> intermediates;
        try {
            intermediates = rotates ? vouchedFor(next, old, config) : List.of();
        } catch (RequestFailure | GeneralSecurityException e) {
            forgetUnless(old, next);
            throw e;
        }
        if (!store(of, next, config, rotates, intermediates)) {
            forgetUnless(old, next);
            throw RequestFailure.internal("could not atomically update roots and config");
        }
        if (rotates) {
            LOG.info("CA rotated to new root under provider: provider={}", config.provider());
        }
        forgetUnless(next, old);
        return next;
    }

    /// What connects the new root to those who believe the old one.
    private List<String> vouchedFor(BuiltInAuthority next, BuiltInAuthority old, CaConfiguration config)
            throws GeneralSecurityException, InterruptedException {
        if (old.options().crossSigning()) {
            return List.of(old.crossSigned(next, commands.nextSerial(), clock.instant()));
        }
        if (!config.forceWithoutCrossSigning()) {
            throw RequestFailure.internal(NO_CROSS_SIGNING);
        }
        LOG.warn("current CA doesn't support cross signing but CA reconfiguration forced anyway with "
                + "ForceWithoutCrossSigning");
        return List.of();
    }

    /// A failure leaves open whether it was stored: then nothing is forgotten, and what the state says after a while
    /// counts.
    ///
    /// @return false when somebody else was faster
    private boolean store(
            Tenure of, BuiltInAuthority next, CaConfiguration config, boolean rotates, List<String> intermediates)
            throws GeneralSecurityException, InterruptedException {
        try {
            if (!rotates) {
                return commands.setConfig(config);
            }
            Instant now = clock.instant();
            Indexed<List<CaRoot>> roots = states.get().connect().roots(Watches.NONE);
            List<CaRoot> all = with(
                    roots.value().stream()
                            .map(root -> root.active() ? root.withActive(false, now) : root)
                            .toList(),
                    next.stored(config.clusterId(), intermediates));
            return commands.setRootsAndConfig(roots.index(), all, config);
        } catch (RequestFailure e) {
            later(of, RETRY, () -> prepare(of));
            throw e;
        }
    }

    /// The roots with one more, which may have been there before.
    private static List<CaRoot> with(List<CaRoot> roots, CaRoot added) {
        List<CaRoot> all = new ArrayList<>(roots);
        all.removeIf(root -> root.id().equals(added.id()));
        all.add(added);
        return all;
    }

    /// Deletes the key of an authority that does not sign, or not any more.
    private void forgetUnless(BuiltInAuthority used, BuiltInAuthority authority) throws InterruptedException {
        if (used.rowId().equals(authority.rowId())) {
            return;
        }
        try {
            commands.change(
                    CaRequest.DELETE_PROVIDER_STATE, new CaConsulProviderState(authority.rowId(), "", "", "", 0, 0));
        } catch (RequestFailure e) {
            LOG.warn("failed to clean up the old CA provider: error={}", e.text());
        }
    }

    // ---- old roots

    private void prune(Tenure of) {
        changing.lock();
        try {
            BuiltInAuthority authority = of.now;
            if (!isOver(of) && authority != null) {
                pruneRoots(authority);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (RequestFailure e) {
            LOG.warn("failed to prune CA roots: error={}", e.text());
        } finally {
            changing.unlock();
        }
        later(of, PRUNING, () -> prune(of));
    }

    /// By then, even a leaf that was signed at the last moment is twice as old as it gets.
    private void pruneRoots(BuiltInAuthority authority) throws InterruptedException {
        Instant before = clock.instant().minus(authority.options().leafTtl().multipliedBy(2));
        Indexed<List<CaRoot>> roots = states.get().connect().roots(Watches.NONE);
        List<CaRoot> kept = roots.value().stream()
                .filter(root -> root.active() || !root.rotatedOutAt().isBefore(before))
                .toList();
        if (kept.size() < roots.value().size()) {
            LOG.info("pruning old unused roots: count={}", roots.value().size() - kept.size());
            commands.setRoots(roots.index(), kept);
        }
    }
}
