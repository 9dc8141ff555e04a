package io.praetor.agent.enrol;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where server ports may be, by the hosts that a configuration names. Names are looked up each time.
///
/// @param hosts      addresses or names, with or without a port
/// @param port       of servers
/// @param portsCount whether a port that is named is a server port; else it is gossip's and does not count
/// @param names      looks names up
public record ServerAddresses(List<String> hosts, int port, boolean portsCount, Lookup names) {
    private static final Logger LOG = LoggerFactory.getLogger(ServerAddresses.class);

    /// Copies the list.
    public ServerAddresses {
        hosts = List.copyOf(hosts);
    }

    /// Looks a name up.
    @FunctionalInterface
    public interface Lookup {
        /// @throws IOException when it has no address
        InetAddress[] all(String host) throws IOException;
    }

    /// All of them, as of now, in order.
    public List<InetSocketAddress> now() {
        Set<InetSocketAddress> all = new LinkedHashSet<>();
        for (String host : hosts) {
            Place place = place(host);
            try {
                for (InetAddress address : names.all(place.host)) {
                    all.add(new InetSocketAddress(address, place.port));
                }
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("host", host)
                        .addKeyValue("error", e.getMessage())
                        .log("Could not find the address of a server");
            }
        }
        return new ArrayList<>(all);
    }

    private record Place(String host, int port) {}

    private Place place(String text) {
        int bracket = text.lastIndexOf(']');
        int colon = text.lastIndexOf(':');
        boolean several = text.indexOf(':') != colon;
        boolean hasPort = bracket >= 0 ? colon > bracket : colon >= 0 && !several;
        String host = hasPort ? text.substring(0, colon) : text;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new Place(host, hasPort && portsCount ? number(text.substring(colon + 1)) : port);
    }

    private int number(String text) {
        try {
            int number = Integer.parseInt(text);
            return number > 0 && number <= 0xFFFF ? number : port;
        } catch (NumberFormatException _) {
            return port;
        }
    }
}
