package io.praetor.acceptance.program;

import java.util.List;

/// The ports of one agent, all on the loopback address.
record AgentPorts(int http, int dns, int server, int lan, int wan) {

    static final int COUNT = 5;

    static AgentPorts of(List<Integer> ports) {
        return new AgentPorts(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
    }

    List<String> flags() {
        return List.of(
                "-bind=127.0.0.1",
                "-http-port=" + http,
                "-dns-port=" + dns,
                "-server-port=" + server,
                "-serf-lan-port=" + lan,
                "-serf-wan-port=" + wan,
                "-grpc-port=-1");
    }
}
