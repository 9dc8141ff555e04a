package io.praetor.server.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a provider may send browsers back to: what is listed, letter by letter; of addresses of the own machine, which
/// programs listen at on whatever port is free, with any port (RFC 8252 §7.3).
record RedirectUris(List<String> allowed) {
    /// What hosts of the own machine are called.
    static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

    RedirectUris {
        allowed = List.copyOf(allowed);
    }

    /// @throws LoginException when one of them leads nowhere
    void requireSound() throws LoginException {
        List<String> bad =
                allowed.stream().filter(text -> !isSound(parsed(text))).toList();
        if (!bad.isEmpty()) {
            throw new LoginException("Invalid AllowedRedirectURIs provided: " + bad);
        }
    }

    private static boolean isSound(@Nullable URI uri) {
        return uri != null
                && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null;
    }

    /// Whether it is one of them.
    boolean allows(String uri) {
        if (allowed.contains(uri)) {
            return true;
        }
        URI wanted = parsed(uri);
        return wanted != null
                && isOfThisMachine(wanted)
                && allowed.stream().anyMatch(text -> sameButPort(text, wanted));
    }

    private static boolean isOfThisMachine(URI uri) {
        return isSound(uri) && "http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost());
    }

    private static boolean sameButPort(String text, URI wanted) {
        URI uri = parsed(text);
        return uri != null
                && isOfThisMachine(uri)
                && uri.getHost().equals(wanted.getHost())
                && uri.getRawPath().equals(wanted.getRawPath())
                && Objects.equals(uri.getRawQuery(), wanted.getRawQuery());
    }

    private static @Nullable URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            return null;
        }
    }
}
