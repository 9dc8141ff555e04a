package io.praetor.agent.sync;

import io.praetor.agent.local.CheckEntry;
import io.praetor.agent.local.LocalEdit;
import io.praetor.agent.local.LocalState;
import io.praetor.agent.local.NodeFacts;
import io.praetor.agent.local.Sameness;
import io.praetor.agent.local.ServiceEntry;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.NodeServices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Finds out what the catalog has to be told, by looking at all it says of the node.
final class Comparison {
    /// Registered by the leader for servers; no agent's business.
    private static final String CONSUL = "consul";

    private final LocalState state;
    private final NodeCatalog catalog;
    private final Tokens tokens;

    Comparison(LocalState state, NodeCatalog catalog, Tokens tokens) {
        this.state = state;
        this.catalog = catalog;
        this.tokens = tokens;
    }

    /// Compares, and notes in the local state what differs.
    ///
    /// @throws io.praetor.server.RequestFailure when the catalog cannot be read
    void run() {
        // what changes while the catalog is being read may be newer than what is read
        long before = state.version();
        NodeFacts facts = state.node();
        String token = tokens.agent().get();
        NodeServices remote = catalog.services(facts.name(), token);
        List<HealthCheck> checks = catalog.checks(facts.name(), token);
        Node node = remote == null ? null : remote.node();
        state.markNode(facts, node != null && isSame(facts, node));
        Map<String, NodeService> services = remote == null ? Map.of() : Sameness.map(remote.services());
        state.write(edit -> {
            compareServices(edit, services, before);
            compareChecks(edit, checks);
            return null;
        });
    }

    private static boolean isSame(NodeFacts facts, Node node) {
        return facts.id().equalsIgnoreCase(node.id())
                && facts.address().equals(node.address())
                && facts.taggedAddresses().equals(Sameness.map(node.taggedAddresses()))
                && facts.meta().equals(Sameness.map(node.meta()));
    }

    private static void compareServices(LocalEdit edit, Map<String, NodeService> remote, long before) {
        List<ServiceEntry> entries = new ArrayList<>();
        edit.anyServices().forEach(entries::add);
        for (ServiceEntry entry : entries) {
            NodeService there = remote.get(entry.service().id());
            if (there == null) {
                missing(edit, entry);
            } else if (entry.deleted()) {
                edit.markService(entry, false);
            } else {
                compare(edit, entry, there, before);
            }
        }
        remote.forEach((id, there) -> {
            if (edit.anyService(id) == null && !id.equals(CONSUL)) {
                edit.bury(there);
            }
        });
    }

    /// One that was deleted is forgotten only when the catalog heard, or would not hear, of that: before, it may be
    /// about to hear of the registration.
    private static void missing(LocalEdit edit, ServiceEntry entry) {
        if (entry.deleted() && entry.inSync()) {
            edit.purge(entry);
        } else {
            edit.markService(entry, false);
        }
    }

    private static void compare(LocalEdit edit, ServiceEntry entry, NodeService there, long before) {
        ServiceEntry compared = entry;
        boolean adopts = entry.service().enableTagOverride() && entry.version() <= before;
        List<String> tags = Objects.requireNonNullElse(there.tags(), List.of());
        if (adopts && !tags.equals(Objects.requireNonNullElse(entry.service().tags(), List.of()))) {
            edit.adopt(entry, entry.service().withTags(tags));
            compared = Objects.requireNonNull(edit.anyService(entry.service().id()));
        }
        edit.markService(compared, Sameness.of(compared.service(), there));
    }

    private static void compareChecks(LocalEdit edit, List<HealthCheck> found) {
        Map<String, HealthCheck> remote = new HashMap<>();
        found.forEach(check -> remote.put(check.checkId(), check));
        List<CheckEntry> entries = new ArrayList<>();
        edit.anyChecks().forEach(entries::add);
        for (CheckEntry entry : entries) {
            HealthCheck there = remote.get(entry.check().checkId());
            if (entry.deleted()) {
                if (there == null && entry.inSync()) {
                    edit.purge(entry);
                } else {
                    edit.markCheck(entry, false);
                }
            } else {
                compare(edit, entry, there);
            }
        }
        for (HealthCheck there : found) {
            boolean foreign = edit.anyCheck(there.checkId()) == null;
            if (foreign && !there.checkId().equals(HealthCheck.SERF_HEALTH)) {
                // with the service goes the check
                ServiceEntry service = edit.anyService(there.serviceId());
                if (service == null || !service.deleted()) {
                    edit.bury(there);
                }
            }
        }
    }

    private static void compare(LocalEdit edit, CheckEntry entry, @Nullable HealthCheck there) {
        if (there != null && entry.deferred() && Sameness.butForOutput(entry.check(), there)) {
            return; // its output may still wait
        }
        boolean same = there != null && Sameness.of(entry.check(), there);
        if (entry.deferred() || entry.inSync() != same) {
            edit.settleCheck(entry, same);
        }
    }
}
