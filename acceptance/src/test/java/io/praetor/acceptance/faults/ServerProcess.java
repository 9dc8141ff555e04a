package io.praetor.acceptance.faults;

import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.wire.Endpoint;
import io.praetor.acceptance.wire.HttpConnection;
import io.praetor.acceptance.wire.HttpRequest;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One server of the cluster: a process that comes and goes, and a data directory that stays.
final class ServerProcess implements Closeable {

    /// The same on every address.
    static final int HTTP = 21900;

    private static final int DNS = 21901;
    private static final int SERVER = 21902;
    private static final int LAN = 21903;
    private static final int WAN = 21904;

    private static final Duration LEAVING = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final String name;
    private final Site site;
    private final Path folder;
    private final Path data;
    private final List<String> flags;
    private final @Nullable Path clock;
    private @Nullable Child child;
    private boolean paused;

    /// @param data  its data directory, kept over restarts
    /// @param flags beside name, addresses, ports and data directory
    /// @param clock the library that lets its clock be moved; null: it cannot be
    ServerProcess(String name, Site site, Path folder, Path data, List<String> flags, @Nullable Path clock) {
        this.name = name;
        this.site = site;
        this.folder = folder;
        this.data = data;
        this.flags = List.copyOf(flags);
        this.clock = clock;
    }

    String name() {
        return name;
    }

    Site site() {
        return site;
    }

    Path data() {
        return data;
    }

    /// Where its gossip is joined.
    String lan() {
        return site.address() + ":" + LAN;
    }

    /// "ip:port" as the cluster knows it.
    String rpc() {
        return site.address() + ":" + SERVER;
    }

    Endpoint http() {
        return new Endpoint.Tcp(site.address(), HTTP);
    }

    /// Starts the process, which joins these others.
    void start(List<String> join) throws IOException {
        List<String> command = new ArrayList<>(site.prefix());
        command.addAll(List.of(
                Consul.launcher().toString(),
                "agent",
                "-server",
                "-node=" + name,
                "-data-dir=" + data,
                "-bind=" + site.address(),
                "-client=" + site.address(),
                "-http-port=" + HTTP,
                "-dns-port=" + DNS,
                "-server-port=" + SERVER,
                "-serf-lan-port=" + LAN,
                "-serf-wan-port=" + WAN,
                "-grpc-port=-1"));
        command.addAll(flags);
        join.forEach(address -> command.add("-retry-join=" + address));
        Map<String, String> environment = new TreeMap<>(Consul.environment(null));
        if (clock != null) {
            jumpClock(0);
            environment.put("LD_PRELOAD", clock.toString());
            environment.put("PRAETOR_CLOCK", clockFile().toString());
        }
        paused = false;
        child = Child.start(command, environment, folder, folder.resolve(name + "-" + System.nanoTime()), null);
    }

    /// Whether its wall clock can be moved.
    boolean canJumpClock() {
        return clock != null;
    }

    /// Moves its wall clock; elapsed time goes on as before.
    void jumpClock(int seconds) throws IOException {
        byte[] offset = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(seconds)
                .array();
        // in place: the process has mapped this very file
        try (FileChannel file = FileChannel.open(clockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(offset));
        }
    }

    private Path clockFile() {
        return folder.resolve(name + ".clock");
    }

    boolean isRunning() {
        Child running = child;
        return running != null && running.isRunning();
    }

    /// Running, and not stopped by a signal.
    boolean isAwake() {
        return isRunning() && !paused;
    }

    void kill() {
        Child running = child;
        if (running != null) {
            running.close();
        }
    }

    void pause() throws IOException, InterruptedException {
        signal("STOP");
        paused = true;
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
        paused = false;
    }

    /// Sends a signal and waits for the end.
    ///
    /// @return its exit code
    int stop(String signal) throws IOException, InterruptedException {
        signal(signal);
        Child running = child;
        return running == null ? 0 : running.finish(Duration.ofSeconds(60));
    }

    /// Leaves in peace, which takes longer than clients wait for an answer, and ends.
    void leave() throws IOException, InterruptedException {
        Child running = child;
        if (running != null) {
            HttpConnection.exchange(http(), HttpRequest.of("PUT", "/v1/agent/leave"), LEAVING);
            running.finish(LEAVING);
        }
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Child running = child;
        if (running != null) {
            running.signal(signal);
        }
    }

    HttpResponse send(HttpRequest request) throws IOException {
        return HttpConnection.exchange(http(), request, PATIENCE);
    }

    /// Everything its present process has printed.
    String output() throws IOException {
        Child running = child;
        return running == null ? "" : running.output();
    }

    @Override
    public void close() {
        kill();
    }
}
