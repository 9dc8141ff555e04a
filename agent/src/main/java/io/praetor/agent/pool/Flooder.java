package io.praetor.agent.pool;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.consul.ServerTags;
import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Serf;
import io.praetor.gossip.serf.SerfEvent;
import io.praetor.server.Cancellable;
import io.praetor.server.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the servers of the datacenter into the WAN pool (`gossip-serf.md` §11.3): each that is in the LAN pool only
/// is
/// joined in the WAN, every minute and when a server comes.
public final class Flooder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Flooder.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final String datacenter;
    private final Serf lan;
    private final Serf wan;
    private final Scheduler scheduler;
    private Cancellable next = Cancellable.NONE;
    private boolean closed;

    public Flooder(String datacenter, Serf lan, Serf wan, Scheduler scheduler) {
        this.datacenter = datacenter;
        this.lan = lan;
        this.wan = wan;
        this.scheduler = scheduler;
    }

    /// Begins.
    public void start() {
        lan.listen(event -> {
            if (event instanceof SerfEvent.Members(SerfEvent.Kind kind, List<Member> members)
                    && kind == SerfEvent.Kind.JOIN
                    && members.stream().anyMatch(member -> ServerTags.of(member) != null)) {
                flood();
            }
        });
        repeat();
    }

    private synchronized void repeat() {
        if (!closed) {
            flood();
            next = scheduler.after(INTERVAL, this::repeat);
        }
    }

    private void flood() {
        Set<String> there = wan.members().stream()
                .map(ServerTags::of)
                .filter(Objects::nonNull)
                .filter(server -> server.datacenter().equals(datacenter))
                .map(ServerTags::shortName)
                .collect(Collectors.toSet());
        for (Member member : lan.members()) {
            ServerTags server = member.status() == Member.Status.ALIVE ? ServerTags.of(member) : null;
            if (server != null && server.wanJoinPort() > 0 && !there.contains(server.shortName())) {
                join(server, new Endpoint(member.endpoint().address(), server.wanJoinPort()));
            }
        }
    }

    private void join(ServerTags server, Endpoint at) {
        String address = server.shortName() + "." + datacenter + "/" + at;
        var _ = wan.join(List.of(address), true).whenComplete((_, failure) -> {
            if (failure == null) {
                LOG.atDebug().addKeyValue("server", server.shortName()).log("Successfully performed flood-join");
            } else {
                LOG.atDebug()
                        .addKeyValue("address", address)
                        .addKeyValue("error", failure.getMessage())
                        .log("Failed to flood-join server");
            }
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}
