package io.praetor.server.connect;

import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.CommonNames;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.connect.SpiffeId;
import io.praetor.model.pem.Pem;
import io.praetor.model.x509.AlternativeName;
import io.praetor.model.x509.CertificateRequest;
import io.praetor.model.x509.ColonHex;
import io.praetor.server.RequestFailure;
import io.praetor.server.leader.Waiting;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Signs leaves with the authority that [CaManager] keeps (`connect.md` §3.4).
final class MeshSigner implements LeafSigner {
    private final String datacenter;
    private final ServerNames serverNames;
    private final Supplier<State> states;
    private final CaManager manager;
    private final CaCommands commands;
    private final InstantSource clock;
    private final Duration hold;
    private final Executor executor;

    /// @param hold     how long a request waits for the authority of a leader that was elected just now
    /// @param executor runs what waits for the log
    MeshSigner(
            String datacenter,
            ServerNames serverNames,
            Supplier<State> states,
            CaManager manager,
            CaCommands commands,
            InstantSource clock,
            Duration hold,
            Executor executor) {
        this.datacenter = datacenter;
        this.serverNames = serverNames;
        this.states = states;
        this.manager = manager;
        this.commands = commands;
        this.clock = clock;
        this.hold = hold;
        this.executor = executor;
    }

    @Override
    public CaRoots roots() {
        return states.get().connect().shownRoots(Watches.NONE).value();
    }

    @Override
    public CompletableFuture<IssuedCert> sign(CertificateRequest request) {
        CompletableFuture<IssuedCert> signed = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                signed.complete(signNow(request));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                signed.completeExceptionally(e);
            } catch (GeneralSecurityException e) {
                signed.completeExceptionally(
                        RequestFailure.internal("error signing the certificate: " + e.getMessage()));
            } catch (RuntimeException e) {
                signed.completeExceptionally(e);
            }
        });
        return signed;
    }

    private IssuedCert signNow(CertificateRequest request) throws GeneralSecurityException, InterruptedException {
        BuiltInAuthority authority = authority();
        SpiffeId.Signing signing = signing();
        SpiffeId id = admitted(LeafNames.id(request), signing);
        refuseServers(request);
        authority.limit().enter();
        try {
            return issue(authority, request, id);
        } finally {
            authority.limit().leave();
        }
    }

    private BuiltInAuthority authority() throws InterruptedException {
        try {
            return manager.authority().get(hold.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw RequestFailure.internal("cluster has no CA bootstrapped yet");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RequestFailure refused
                    ? refused
                    : new IllegalStateException("loading the authority failed", e);
        }
    }

    private SpiffeId.Signing signing() {
        var config = states.get().connect().config(Watches.NONE).value();
        if (config == null) {
            throw RequestFailure.internal("cluster has no CA bootstrapped yet");
        }
        return SpiffeId.Signing.of(config.clusterId());
    }

    /// For whom the leaf is, if it may be.
    private SpiffeId admitted(SpiffeId id, SpiffeId.Signing signing) {
        return switch (id) {
            case SpiffeId.Service service -> {
                requireHere(service.datacenter());
                if (!signing.signs(service)) {
                    throw RequestFailure.internal("SPIFFE ID in CSR from a different trust domain: "
                            + service.trustDomain() + ", we are " + signing.trustDomain());
                }
                yield service;
            }
            case SpiffeId.Agent agent -> {
                requireHere(agent.datacenter());
                yield agent.in(signing.trustDomain());
            }
            case SpiffeId.Signing _ -> throw RequestFailure.internal("SPIFFE ID in CSR must be a service or agent ID");
        };
    }

    /// Agents that got their certificates here believe the mesh's roots, and whoever shows a server's name passes for
    /// one: nobody gets it who may only speak for a service or a node.
    private void refuseServers(CertificateRequest request) {
        for (AlternativeName name : request.names()) {
            if (name instanceof AlternativeName.Dns dns && serverNames.holdFor(dns.name())) {
                throw RequestFailure.internal("DNS name in CSR is one of servers: " + dns.name());
            }
        }
    }

    private void requireHere(String named) {
        if (!named.equals(datacenter)) {
            throw RequestFailure.internal(
                    "SPIFFE ID in CSR from a different datacenter: " + named + ", we are " + datacenter);
        }
    }

    private IssuedCert issue(BuiltInAuthority authority, CertificateRequest request, SpiffeId id)
            throws GeneralSecurityException, InterruptedException {
        // both are on their way to the log at once
        CompletableFuture<@Nullable Object> index = commands.leaf();
        long serial = commands.nextSerial();
        List<AlternativeName> names = request.names().stream()
                .map(name -> name instanceof AlternativeName.Uri ? new AlternativeName.Uri(id.uri()) : name)
                .toList();
        String commonName = switch (id) {
            case SpiffeId.Service service -> CommonNames.of(service);
            case SpiffeId.Agent agent -> CommonNames.of(agent);
            case SpiffeId.Signing signing -> signing.trustDomain();
        };
        X509Certificate leaf = authority.leaf(serial, commonName, names, request.key(), clock.instant());
        long at = Waiting.on(index) instanceof Long number ? number : 0;
        return describe(leaf, chain(authority, leaf), id, at);
    }

    private String chain(BuiltInAuthority authority, X509Certificate leaf) throws GeneralSecurityException {
        StringBuilder pem = new StringBuilder(Pem.write(leaf));
        String root = authority.rootId();
        for (CaRoot known : states.get().connect().roots(Watches.NONE).value()) {
            if (known.id().equals(root)) {
                known.intermediates()
                        .forEach(between -> pem.append(between).append(between.endsWith("\n") ? "" : "\n"));
            }
        }
        return pem.toString();
    }

    private static IssuedCert describe(X509Certificate leaf, String chain, SpiffeId id, long index) {
        SpiffeId.Service service = id instanceof SpiffeId.Service named ? named : null;
        SpiffeId.Agent agent = id instanceof SpiffeId.Agent named ? named : null;
        return new IssuedCert(
                ColonHex.serial(leaf.getSerialNumber()),
                chain,
                "",
                service == null ? "" : service.service(),
                service == null ? "" : service.uri().toString(),
                agent == null ? "" : agent.node(),
                agent == null ? "" : agent.uri().toString(),
                leaf.getNotBefore().toInstant(),
                leaf.getNotAfter().toInstant(),
                index,
                index);
    }
}
