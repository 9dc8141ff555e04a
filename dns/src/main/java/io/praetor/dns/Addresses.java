package io.praetor.dns;

import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.ServiceAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/// Which of its addresses a node or a service is answered with (`server.md` §10, address translation), and addresses in
/// names.
final class Addresses {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    private Addresses() {}

    /// The address that a text is; null for a name.
    static @Nullable InetAddress parse(String text) {
        // the JDK also takes "10.1" for an address
        if (text.indexOf(':') < 0 && !IPV4.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// The node's address for a question of this type.
    static String ofNode(Node node, int type, DnsSettings settings) {
        return chosen(node.address(), node.taggedAddresses(), type, isAway(node, settings));
    }

    /// The service's address for a question of this type; empty: it has none of its own.
    static String ofService(Node node, NodeService service, int type, DnsSettings settings) {
        Map<String, ServiceAddress> tagged = service.taggedAddresses();
        Map<String, String> addresses = new HashMap<>();
        if (tagged != null) {
            tagged.forEach((kind, address) -> addresses.put(kind, address.address()));
        }
        return chosen(service.address(), addresses, type, isAway(node, settings));
    }

    /// The service's port.
    static int portOf(Node node, NodeService service, DnsSettings settings) {
        Map<String, ServiceAddress> tagged = service.taggedAddresses();
        ServiceAddress wan = tagged == null ? null : tagged.get("wan");
        return isAway(node, settings) && wan != null && wan.port() != 0 ? wan.port() : service.port();
    }

    private static boolean isAway(Node node, DnsSettings settings) {
        return settings.content().translateWan()
                && !node.datacenter().isEmpty()
                && !node.datacenter().equals(settings.datacenter());
    }

    private static String chosen(String address, @Nullable Map<String, String> tagged, int type, boolean wan) {
        if (tagged == null || tagged.isEmpty()) {
            return address;
        }
        String network = wan ? "wan" : "lan";
        String exact = switch (type) {
            case Type.A -> tagged.getOrDefault(network + "_ipv4", "");
            case Type.AAAA -> tagged.getOrDefault(network + "_ipv6", "");
            default -> "";
        };
        if (!exact.isEmpty()) {
            return exact;
        }
        String other = wan ? tagged.getOrDefault("wan", "") : "";
        return other.isEmpty() ? address : other;
    }

    /// The address that a name below `arpa` stands for; null when it is none.
    ///
    /// @param labels in lower case
    static @Nullable InetAddress reversed(List<String> labels) {
        byte[] address = null;
        if (labels.size() == 6 && labels.get(4).equals("in-addr")) {
            address = reversed(labels, 4, 10, 255);
        } else if (labels.size() == 34 && labels.get(32).equals("ip6")) {
            byte[] nibbles = reversed(labels, 32, 16, 15);
            address = nibbles == null ? null : new byte[16];
            for (int i = 0; address != null && nibbles != null && i < 16; i++) {
                address[i] = (byte) (nibbles[2 * i] << 4 | nibbles[2 * i + 1]);
            }
        }
        try {
            return address == null ? null : InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + address.length + " bytes", e);
        }
    }

    private static byte @Nullable [] reversed(List<String> labels, int count, int radix, int most) {
        byte[] digits = new byte[count];
        for (int i = 0; i < count; i++) {
            String label = labels.get(count - 1 - i);
            int digit;
            try {
                digit = Integer.parseInt(label, radix);
            } catch (NumberFormatException e) {
                return null;
            }
            if (digit < 0 || digit > most || label.startsWith("+")) {
                return null;
            }
            digits[i] = (byte) digit;
        }
        return digits;
    }
}
