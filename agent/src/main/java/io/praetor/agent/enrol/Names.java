package io.praetor.agent.enrol;

import java.net.InetAddress;
import java.util.List;

/// What an agent's certificate is to say of it.
///
/// @param dns beside `localhost`
/// @param ips beside those of the own machine
public record Names(String datacenter, String node, List<String> dns, List<InetAddress> ips) {
    /// Copies the lists.
    public Names {
        dns = List.copyOf(dns);
        ips = List.copyOf(ips);
    }
}
