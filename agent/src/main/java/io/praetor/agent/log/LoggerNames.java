package io.praetor.agent.log;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Names of log lines as users of the original know them (`agent.server.raft`), made of the names of classes.
final class LoggerNames {
    /// Names kept; there are as many as classes that log.
    private static final int MAX_KEPT = 4_096;

    private static final List<Map.Entry<String, String>> PACKAGES = List.of(
            Map.entry("io.praetor.agent.", "agent"),
            Map.entry("io.praetor.gossip.serf.", "agent.serf"),
            Map.entry("io.praetor.gossip.", "agent.memberlist"),
            Map.entry("io.praetor.rpc.", "agent.rpc"),
            Map.entry("io.praetor.http.", "agent.http"),
            Map.entry("io.praetor.dns.", "agent.dns"),
            Map.entry("io.praetor.server.fsm.", "agent.server.fsm"),
            Map.entry("io.praetor.server.leader.", "agent.leader"),
            Map.entry("io.praetor.server.limit.", "agent.server.rpc-rate-limit"),
            Map.entry("io.praetor.server.", "agent.server"),
            Map.entry("io.praetor.raft.", "agent.server.raft"),
            Map.entry("com.alipay.sofa.jraft.", "agent.server.raft"),
            Map.entry("io.netty.", "agent.netty"));

    private final Map<String, String> shown = new ConcurrentHashMap<>();

    String of(String logger) {
        String name = shown.get(logger);
        if (name == null) {
            name = PACKAGES.stream()
                    .filter(entry -> logger.startsWith(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(logger);
            if (shown.size() < MAX_KEPT) {
                shown.put(logger, name);
            }
        }
        return name;
    }
}
