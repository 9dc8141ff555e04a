package io.praetor.dns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sockets for the single addresses of this machine, beside one for all of them. The system chooses which address an
/// answer of the latter leaves from, by the way to the client; a client that asked another one of ours takes no answer
/// from there. A socket of a single address gets what was sent to it, and answers from it.
final class OwnAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(OwnAddresses.class);

    /// Further addresses are left to the socket for all.
    private static final int MOST = 32;

    private OwnAddresses() {}

    /// Opens them; those that cannot be opened are left to `all`.
    ///
    /// @param all bound to every address
    static List<DatagramChannel> beside(DatagramChannel all) throws IOException {
        InetSocketAddress bound = (InetSocketAddress) all.getLocalAddress();
        List<DatagramChannel> channels = new ArrayList<>();
        // only from now on and only for these: nobody else may share the port
        all.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        for (InetAddress address : of(bound.getAddress() instanceof Inet4Address)) {
            try {
                channels.add(UdpListener.bind(new InetSocketAddress(address, bound.getPort()), true));
            } catch (IOException e) {
                LOG.atDebug()
                        .addKeyValue("address", address)
                        .addKeyValue("error", e.getMessage())
                        .log("A DNS socket for a single address could not be opened");
            }
        }
        all.setOption(StandardSocketOptions.SO_REUSEADDR, false);
        for (DatagramChannel channel : channels) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, false);
        }
        return channels;
    }

    private static List<InetAddress> of(boolean four) {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !four || address instanceof Inet4Address)
                    .distinct()
                    .limit(MOST)
                    .toList();
        } catch (SocketException e) {
            LOG.debug("The addresses of this machine are not known", e);
            return List.of();
        }
    }
}
