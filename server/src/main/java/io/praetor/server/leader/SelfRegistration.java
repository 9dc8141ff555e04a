package io.praetor.server.leader;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.catalog.Weights;
import io.praetor.model.log.CommandType;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.Scheduler;
import io.praetor.server.fsm.Commands;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the leader's own node in the catalog: the node, its check `serfHealth` and the service `consul` (`server.md`
/// §5). Looked after once a minute, for anybody may deregister it.
public final class SelfRegistration implements Duty {
    /// The name and ID of the service that stands for the servers.
    public static final String SERVICE = "consul";

    private static final Logger LOG = LoggerFactory.getLogger(SelfRegistration.class);
    private static final Duration PERIOD = Duration.ofSeconds(60);

    private final Supplier<State> states;
    private final Writes writes;
    private final Scheduler scheduler;
    private final Executor executor;
    private final Member self;
    /// Guarded by this, like `timer`.
    private boolean active;

    private Cancellable timer = Cancellable.NONE;

    /// The server as the catalog shows it.
    ///
    /// @param port            of the server
    /// @param version         of the program
    /// @param taggedAddresses for a node that is not registered yet; afterwards the agent's own word counts
    /// @param meta            likewise
    public record Member(
            String datacenter,
            String id,
            String name,
            String address,
            int port,
            String version,
            Map<String, String> taggedAddresses,
            Map<String, String> meta) {}

    public SelfRegistration(
            Supplier<State> states, Writes writes, Scheduler scheduler, Executor executor, Member self) {
        this.states = states;
        this.writes = writes;
        this.scheduler = scheduler;
        this.executor = executor;
        this.self = self;
    }

    @Override
    public void begin() throws InterruptedException {
        reconcile();
        synchronized (this) {
            active = true;
            again();
        }
    }

    @Override
    public synchronized void end() {
        active = false;
        timer.cancel();
    }

    private void again() {
        timer = scheduler.after(PERIOD, () -> executor.execute(this::tick));
    }

    private void tick() {
        synchronized (this) {
            if (!active) {
                return;
            }
        }
        try {
            reconcile();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RequestFailure e) {
            LOG.warn("failed to reconcile the server's own registration", e);
        }
        synchronized (this) {
            if (active) {
                again();
            }
        }
    }

    private void reconcile() throws InterruptedException {
        State state = states.get();
        Node node = state.catalog().node(self.name(), Watches.NONE);
        NodeService service = state.catalog().service(self.name(), SERVICE, Watches.NONE);
        HealthCheck check = state.health().check(self.name(), HealthCheck.SERF_HEALTH, Watches.NONE);
        boolean present = node != null
                && node.address().equals(self.address())
                && node.id().equalsIgnoreCase(self.id())
                && service != null
                && service.port() == self.port()
                && serviceMeta().equals(service.meta())
                && check != null
                && check.status().equals(HealthCheck.PASSING);
        if (!present) {
            Waiting.on(writes.propose(Commands.encode(CommandType.REGISTER, RegisterRequest.CODEC, request(node))));
        }
    }

    private RegisterRequest request(@Nullable Node known) {
        return new RegisterRequest(
                self.datacenter(),
                self.id(),
                self.name(),
                self.address(),
                known == null ? self.taggedAddresses() : known.taggedAddresses(),
                known == null ? self.meta() : known.meta(),
                service(),
                check(),
                null,
                false,
                "",
                0,
                0);
    }

    private Map<String, String> serviceMeta() {
        Map<String, String> meta = new TreeMap<>();
        meta.put("non_voter", "false");
        meta.put("raft_version", "3");
        meta.put("serf_protocol_current", "2");
        meta.put("serf_protocol_max", "5");
        meta.put("serf_protocol_min", "1");
        meta.put("version", self.version());
        return meta;
    }

    private NodeService service() {
        NodeService zero = NodeService.CODEC.zero();
        return new NodeService(
                "",
                SERVICE,
                SERVICE,
                List.of(),
                "",
                null,
                serviceMeta(),
                self.port(),
                Weights.DEFAULT,
                false,
                zero.proxy(),
                zero.connect(),
                false,
                0,
                0);
    }

    private HealthCheck check() {
        HealthCheck zero = HealthCheck.CODEC.zero();
        return new HealthCheck(
                self.name(),
                HealthCheck.SERF_HEALTH,
                "Serf Health Status",
                HealthCheck.PASSING,
                "",
                "Agent alive and reachable",
                "",
                "",
                null,
                "",
                zero.definition(),
                0,
                0);
    }
}
