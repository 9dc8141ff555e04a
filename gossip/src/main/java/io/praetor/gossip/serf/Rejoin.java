package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Joins those who were there before the restart, one after the other until one answers (`gossip-serf.md` §9).
final class Rejoin {

    private static final Logger LOG = LoggerFactory.getLogger(Rejoin.class);

    private final Deque<String> addresses = new ArrayDeque<>();
    private final Function<String, CompletableFuture<Integer>> join;

    /// @param alive those who were there
    /// @param join  tries one address
    Rejoin(Pool pool, Map<String, Endpoint> alive, Function<String, CompletableFuture<Integer>> join) {
        this.join = join;
        List<Map.Entry<String, Endpoint>> known = new ArrayList<>(alive.entrySet());
        known.removeIf(
                node -> node.getKey().equals(pool.name) || node.getValue().equals(pool.endpoint()));
        while (!known.isEmpty()) {
            Map.Entry<String, Endpoint> node = known.remove(pool.random.nextInt(known.size()));
            addresses.add(Reconnect.address(node.getKey(), node.getValue()));
        }
    }

    void next() {
        String address = addresses.poll();
        if (address == null) {
            LOG.atWarn().log("none of those who were there before can be reached");
            return;
        }
        LOG.atInfo().addKeyValue("member", address).log("joining one who was there before");
        var _ = join.apply(address).whenComplete((_, failure) -> {
            if (failure != null) {
                next();
            } else {
                LOG.atInfo().addKeyValue("member", address).log("joined one who was there before");
            }
        });
    }

    boolean isEmpty() {
        return addresses.isEmpty();
    }
}
