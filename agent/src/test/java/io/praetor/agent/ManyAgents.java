package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.AgentFlags;
import io.praetor.agent.config.ConfigLoader;
import io.praetor.agent.config.Machine;
import io.praetor.agent.config.Sources;
import io.praetor.agent.log.Level;
import io.praetor.agent.log.Log;
import io.praetor.agent.reload.Reloader;
import io.praetor.agent.systemd.ServiceManager;
import io.praetor.server.assembly.Seams;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Many client agents in one process, for the row `clients` of `bench/run`: `ManyAgents COUNT JOIN FOLDER`. Each has an
/// address of its own in 127.0.80.0/24, where 250 share a port, its own folder, and one service with a TTL check.
///
/// Prints `started`, and for each line of its input `HEAP-BYTES THREADS`; ends with its input.
final class ManyAgents {
    private static final int PER_PORT = 250;
    private static final int FIRST_LAN_PORT = 22210;
    private static final int FIRST_HTTP_PORT = 22220;

    private final Seams seams = new Seams(Clock.systemUTC(), System::nanoTime, new SecureRandom());
    private final Path folder;
    private final String join;
    private final List<String> flags;

    private ManyAgents(Path folder, String join, List<String> flags) {
        this.folder = folder;
        this.join = join;
        this.flags = flags;
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        int count = Integer.parseInt(arguments[0]);
        List<String> flags = List.of(arguments).subList(3, arguments.length);
        ManyAgents many = new ManyAgents(Path.of(arguments[2]), arguments[1], flags);
        Log log = Log.start(many.config(0).logging(), Level.WARN, System.err, Clock.systemUTC(), 0);
        log.release();
        for (int i = 0; i < count; i++) {
            var _ = many.start(i, log);
        }
        out.println("started");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            System.gc();
            out.println(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + " "
                    + ManagementFactory.getThreadMXBean().getThreadCount());
        }
        log.close();
        System.exit(0); // without a word, like a machine that loses its power
    }

    private RunningAgent start(int number, Log log) throws Exception {
        AgentConfig config = config(number);
        AgentConfig.Node node = config.node();
        NodeId id = NodeId.find(node.id(), node.idFromHost(), config.dataDirectory(), seams.random());
        Reloader reloader = new Reloader(
                () -> {
                    throw new UnsupportedOperationException("nothing is reloaded here");
                },
                ServiceManager.NONE);
        return Agent.start(config, id, seams, reloader, log, new ProcessEvents());
    }

    private AgentConfig config(int number) throws Exception {
        String address = "127.0.80." + (1 + number % PER_PORT);
        int group = number / PER_PORT;
        List<String> all = new ArrayList<>(List.of(
                "-node=c" + number,
                "-bind=" + address,
                "-client=" + address,
                "-data-dir=" + folder.resolve("c" + number),
                "-retry-join=" + join,
                "-serf-lan-port=" + (FIRST_LAN_PORT + group),
                "-http-port=" + (FIRST_HTTP_PORT + group),
                "-dns-port=-1",
                "-grpc-port=-1",
                "-hcl=disable_update_check=true",
                "-hcl=service{name=\"app\" id=\"app-" + number + "\" port=80 check{ttl=\"1h\" status=\"passing\"}}"));
        all.addAll(flags);
        Sources sources = AgentFlags.parse(all).sources();
        return new ConfigLoader(Machine.LOCAL).load(sources).config();
    }
}
