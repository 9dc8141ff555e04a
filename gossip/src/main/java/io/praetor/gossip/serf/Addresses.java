package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// Endpoints as messages carry them: the address as 4 or 16 bytes, the port apart.
final class Addresses {

    private static final int PORTS = 65_535;

    private Addresses() {}

    /// @throws DecodeException for bytes that are no address, or a port that is none
    static Endpoint endpoint(@Nullable Bytes address, int port) throws DecodeException {
        if (port < 1 || port > PORTS) {
            throw new DecodeException("port " + port + " is not one of 1 to " + PORTS);
        }
        try {
            return new Endpoint(InetAddress.getByAddress(address == null ? new byte[0] : address.array()), port);
        } catch (UnknownHostException e) {
            throw new DecodeException("an address of " + (address == null ? 0 : address.length()) + " bytes", e);
        }
    }

    static Bytes bytes(Endpoint endpoint) {
        return Bytes.of(endpoint.address().getAddress());
    }
}
