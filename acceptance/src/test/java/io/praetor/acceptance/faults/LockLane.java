package io.praetor.acceptance.faults;

import io.praetor.acceptance.linearizability.LockModel;
import io.praetor.acceptance.linearizability.LockModel.Acquire;
import io.praetor.acceptance.linearizability.LockModel.Input;
import io.praetor.acceptance.linearizability.LockModel.Release;
import io.praetor.acceptance.linearizability.Operation;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Keys that sessions lock and let go. The sessions live on a node that no gossip knows, without checks, so that only
/// these clients end a lock.
final class LockLane implements Lane {

    private final HistoryClock clock;
    private final String name;
    private final Map<String, String> sessions = new ConcurrentHashMap<>();
    private final List<Target<Input, Boolean>> used = new ArrayList<>();

    LockLane(HistoryClock clock, String name) {
        this.clock = clock;
        this.name = name;
        next();
    }

    private synchronized Target<Input, Boolean> next() {
        Target<Input, Boolean> fresh = new Target<>(name + "-" + used.size(), new LockModel());
        used.add(fresh);
        return fresh;
    }

    private synchronized Target<Input, Boolean> current() {
        Target<Input, Boolean> last = used.getLast();
        return last.use() ? last : next();
    }

    @Override
    public void step(String client, ServerProcess server, RandomGenerator random) throws IOException {
        String session = sessions.get(client);
        if (session == null) {
            session = create(server);
            sessions.put(client, session);
        }
        Target<Input, Boolean> now = current();
        boolean acquire = random.nextBoolean();
        Input input = acquire ? new Acquire(session) : new Release(session);
        String target = "/v1/kv/" + now.name() + (acquire ? "?acquire=" : "?release=") + session;
        long called = clock.now();
        try {
            boolean done = Requests.put(server, target, client).text().strip().equals("true");
            now.add(new Operation<>(client, input, done, called, clock.now()), false);
        } catch (ConnectException neverSent) {
            throw neverSent;
        } catch (IOException unknown) {
            now.add(new Operation<>(client, input, null, called, called), false);
            throw unknown;
        }
    }

    private static String create(ServerProcess server) throws IOException {
        return Requests.json(Requests.put(server, "/v1/session/create", """
                        {"Node": "%s", "Checks": [], "NodeChecks": [], "LockDelay": "0s"}""".formatted(ServiceRegister.NODE)))
                .get("ID")
                .asText();
    }

    /// There is nothing to read of a lock that taking and letting it go would not say.
    @Override
    public void readAll(ServerProcess server) {}

    @Override
    public List<String> differences(ServerProcess server, ServerProcess leader) {
        return List.of();
    }

    @Override
    public synchronized List<Target<?, ?>> targets() {
        return List.copyOf(used);
    }
}
