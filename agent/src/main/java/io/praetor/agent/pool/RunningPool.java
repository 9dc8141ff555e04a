package io.praetor.agent.pool;

import io.praetor.agent.config.AgentConfig;
import io.praetor.dns.NameServerLookup;
import io.praetor.gossip.memberlist.Environment;
import io.praetor.gossip.memberlist.Keyring;
import io.praetor.gossip.memberlist.Resolver;
import io.praetor.gossip.net.LoopThread;
import io.praetor.gossip.net.NetTransport;
import io.praetor.gossip.net.SystemResolver;
import io.praetor.gossip.serf.Serf;
import io.praetor.gossip.serf.SerfPool;
import io.praetor.server.assembly.Seams;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One pool this agent is a member of, with the thread and the sockets it has for it.
final class RunningPool implements AutoCloseable {
    /// How long closing waits for what the loop does.
    private static final long CLOSE_SECONDS = 2;

    private final LoopThread loop;
    private final ExecutorService files;
    private final SerfPool serf;

    private RunningPool(LoopThread loop, ExecutorService files, SerfPool serf) {
        this.loop = loop;
        this.files = files;
        this.serf = serf;
    }

    /// Binds the sockets and becomes a member; nobody is joined yet, but those who were there before a restart.
    ///
    /// @param lost told when another member has this agent's name by right
    /// @throws IOException with a line for people
    static RunningPool open(PoolPlan plan, AgentConfig config, Seams seams, Runnable lost) throws IOException {
        Keyring keyring = PoolKeys.of(plan, config);
        String name = "serf-" + plan.label().toLowerCase(Locale.ROOT);
        LoopThread loop = new LoopThread(name, seams.ticker()::nanos);
        ExecutorService files = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(name + "-files").factory());
        NetTransport transport = null;
        try {
            transport = NetTransport.open(plan.net(), loop);
            NameServerLookup nameServer = new NameServerLookup(seams.ticker(), seams.random());
            Resolver names = new JoinNames(nameServer::addresses, new SystemResolver());
            Environment environment = new Environment(loop, transport, names, seams.random(), seams.telemetry());
            SerfPool serf = SerfPool.start(
                    plan.serf(), plan.members(), keyring, environment, new SerfPool.Seams(files, _ -> {}, lost));
            return new RunningPool(loop, files, serf);
        } catch (IOException | RuntimeException e) {
            if (transport != null) {
                transport.close();
            }
            loop.close();
            files.shutdown();
            throw e;
        }
    }

    Serf serf() {
        return serf;
    }

    /// Stops without a word to the others.
    @Override
    public void close() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        serf.close();
        loop.execute(() -> stopped.complete(null));
        try {
            stopped.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // the loop is stuck or gone: it is stopped below all the same
        }
        loop.close();
        files.shutdown();
    }
}
