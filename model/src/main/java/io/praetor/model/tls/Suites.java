package io.praetor.model.tls;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// Versions and cipher suites of a configuration in the JDK's names.
final class Suites {
    /// Those of TLS 1.3 are always there, as in the original, where only older ones can be chosen.
    private static final List<String> OF_TLS_13 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private Suites() {}

    /// The versions from a lowest one on; older ones than 1.2 the JDK has switched off.
    static String[] versions(String minimum) throws TlsException {
        return switch (minimum) {
            case "", "tls10", "tls11", "tls12" -> new String[] {"TLSv1.3", "TLSv1.2"};
            case "tls13" -> new String[] {"TLSv1.3"};
            default ->
                throw new TlsException("tls_min_version \"" + minimum + "\" is not one of tls10, tls11, tls12, tls13");
        };
    }

    /// @param supported what the JDK knows
    /// @return null: the JDK's own choice
    static String @Nullable [] choose(List<String> configured, SSLParameters supported) throws TlsException {
        if (configured.isEmpty()) {
            return null;
        }
        Set<String> known = Set.of(supported.getCipherSuites());
        Set<String> chosen = new LinkedHashSet<>();
        OF_TLS_13.stream().filter(known::contains).forEach(chosen::add);
        List<String> unknown = new ArrayList<>();
        for (String suite : configured) {
            // Go leaves the hash out of these names
            String name = suite.endsWith("_CHACHA20_POLY1305") ? suite + "_SHA256" : suite;
            if (known.contains(name)) {
                chosen.add(name);
            } else {
                unknown.add(suite);
            }
        }
        if (!unknown.isEmpty()) {
            throw new TlsException("tls_cipher_suites: unsupported cipher suite \"" + unknown.getFirst() + "\"");
        }
        return chosen.toArray(String[]::new);
    }
}
