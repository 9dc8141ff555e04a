package io.praetor.server.connect;

import java.util.List;
import java.util.Locale;

/// The names by which servers are known to those who verify them (`rpc.md` §1): `server.<datacenter>.<domain>`, and
/// `<node>.server.<datacenter>.<domain>` behind gateways.
final class ServerNames {
    private static final String SERVER = "server";

    private final String suffix;

    /// @param domain of the cluster, without a last dot
    ServerNames(String domain) {
        this.suffix = "." + domain.toLowerCase(Locale.ROOT);
    }

    /// Whether a certificate for this name, which may begin with `*`, would hold for a server of any datacenter.
    boolean holdFor(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".")) {
            lower = lower.substring(0, lower.length() - 1);
        }
        if (!lower.endsWith(suffix)) {
            return false;
        }
        List<String> labels =
                List.of(lower.substring(0, lower.length() - suffix.length()).split("\\.", -1));
        return switch (labels.size()) {
            case 2 -> labels.getFirst().equals(SERVER) || labels.getFirst().equals("*");
            case 3 -> labels.get(1).equals(SERVER);
            default -> false;
        };
    }
}
