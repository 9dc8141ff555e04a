package io.praetor.server.leader;

import io.praetor.gossip.consul.ConsulTags;
import io.praetor.gossip.consul.ServerTags;
import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.SerfEvent;
import io.praetor.model.telemetry.Timer;
import io.praetor.raft.ReplicatedLog;
import io.praetor.server.Cancellable;
import io.praetor.server.Meter;
import io.praetor.server.RequestFailure;
import io.praetor.server.Scheduler;
import io.praetor.server.cluster.Pool;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries what gossip knows of members into the catalog while this server leads (`server.md` §5): what happens to a
/// member at once, and everything once a minute, for events may be missed and anybody may change the catalog. One
/// member is looked at a time.
public final class Reconciler implements Duty {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration PERIOD = Duration.ofSeconds(60);

    /// Members with news; with more, everybody is looked at.
    private static final int MAX_NEWS = 4096;

    private static final long BARRIER_SECONDS = 120;

    private final Pool pool;
    private final String selfName;
    private final MemberRegistration registration;
    private final ReplicatedLog log;
    private final Scheduler scheduler;
    private final Executor executor;
    private final Meter meter;
    private final Timer reconciled;
    private final Timer one;
    /// The newest of each member, by name; guarded by this, like all below.
    private final Map<String, News> news = new LinkedHashMap<>();

    private boolean everybody;
    private boolean active;
    private boolean working;
    /// Tells apart the times this server led.
    private long leads;

    private Cancellable timer = Cancellable.NONE;

    private record News(Member member, boolean reaped) {}

    /// @param selfName the node name of this server
    /// @param executor runs what may wait
    public Reconciler(
            Pool pool,
            String selfName,
            MemberRegistration registration,
            ReplicatedLog log,
            Scheduler scheduler,
            Executor executor,
            Meter meter) {
        this.pool = pool;
        this.selfName = selfName;
        this.registration = registration;
        this.log = log;
        this.scheduler = scheduler;
        this.executor = executor;
        this.meter = meter;
        reconciled = meter.telemetry().timer("leader.reconcile");
        one = meter.telemetry().timer("leader.reconcileMember");
        pool.listen(this::happened);
    }

    /// Registers this server before anything else is answered; everybody else follows.
    @Override
    public void begin() throws InterruptedException {
        for (Member member : pool.members()) {
            if (member.name().equals(selfName)) {
                reconcile(new News(member, false));
            }
        }
        synchronized (this) {
            active = true;
            leads++;
            everybody = true;
            work();
            again(leads);
        }
    }

    @Override
    public synchronized void end() {
        active = false;
        everybody = false;
        news.clear();
        timer.cancel();
    }

    private synchronized void happened(SerfEvent.Members event) {
        if (!active) {
            return;
        }
        boolean reaped = event.kind() == SerfEvent.Kind.REAP;
        for (Member member : event.members()) {
            if (news.size() >= MAX_NEWS) {
                news.clear();
                everybody = true;
                break;
            }
            // at the end of the queue: what came before is old
            news.remove(member.name());
            news.put(member.name(), new News(member, reaped));
        }
        work();
    }

    private void again(long lead) {
        timer = scheduler.after(PERIOD, () -> {
            synchronized (this) {
                if (active && leads == lead) {
                    everybody = true;
                    work();
                    again(lead);
                }
            }
        });
    }

    private void work() {
        if (!working) {
            working = true;
            executor.execute(this::run);
        }
    }

    private void run() {
        try {
            while (true) {
                News next = null;
                synchronized (this) {
                    if (!active || (!everybody && news.isEmpty())) {
                        working = false;
                        return;
                    }
                    if (!everybody) {
                        next = first();
                    }
                    everybody = false;
                }
                if (next == null) {
                    reconcileAll();
                } else {
                    attempt(next);
                }
            }
        } catch (InterruptedException e) {
            // the server stops
            Thread.currentThread().interrupt();
        }
    }

    private News first() {
        Iterator<News> all = news.values().iterator();
        News first = all.next();
        all.remove();
        return first;
    }

    private void reconcileAll() throws InterruptedException {
        long begun = meter.begun();
        if (!barrier()) {
            return;
        }
        Set<String> known = new HashSet<>();
        List<Member> members = pool.members();
        for (Member member : members) {
            known.add(member.name());
        }
        for (Member member : members) {
            if (!isActive()) {
                return;
            }
            attempt(new News(member, false));
        }
        for (String name : registration.forgotten(known)) {
            attempt(name, () -> registration.gone(name, null, "reaped"));
        }
        meter.ended(reconciled, begun);
    }

    private synchronized boolean isActive() {
        return active;
    }

    /// Whether this server still leads, and everything is applied here.
    private boolean barrier() throws InterruptedException {
        CompletableFuture<Void> barrier = log.barrier();
        try {
            barrier.get(BARRIER_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("failed to wait for barrier: error={}", String.valueOf(e.getMessage()));
            return false;
        }
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private static void attempt(String member, Step step) throws InterruptedException {
        try {
            step.run();
        } catch (RequestFailure | IllegalStateException e) {
            // it is looked at again with everybody
            LOG.warn("failed to reconcile member: member={} error={}", member, String.valueOf(e.getMessage()));
        }
    }

    private void attempt(News next) throws InterruptedException {
        attempt(next.member().name(), () -> reconcile(next));
    }

    private void reconcile(News next) throws InterruptedException {
        Member member = next.member();
        long begun = meter.begun();
        ServerTags server = registration.serverOf(member);
        if (server == null && !registration.isAgentHere(member)) {
            LOG.debug(
                    "skipping reconcile of node: member={} role={}",
                    member.name(),
                    member.tags().get(ConsulTags.ROLE));
            return;
        }
        if (next.reaped()) {
            registration.gone(member.name(), server, "reaped");
        } else {
            switch (member.status()) {
                case ALIVE -> registration.alive(member, server);
                case FAILED -> registration.failed(member);
                case LEFT -> registration.gone(member.name(), server, "left");
                case LEAVING, NONE -> {
                    // it is told when it has gone
                }
            }
        }
        meter.ended(one, begun);
    }

    /// Members that wait to be looked at: a gauge.
    public synchronized int waiting() {
        return news.size();
    }
}
