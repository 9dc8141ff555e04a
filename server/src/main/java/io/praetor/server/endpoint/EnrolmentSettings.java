package io.praetor.server.endpoint;

import io.praetor.model.autoconfig.RemoteConfig;
import io.praetor.server.login.NodeAuthorization;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whom a server enrols, and what it tells them.
///
/// @param allowTls      whether agents with a token get certificates (`auto_encrypt.allow_tls`)
/// @param authorization which nodes get their configuration; null: none do (`auto_config.authorization.enabled`)
/// @param trust         whom to believe, as it is now
/// @param template      the configuration for every node, as it is now; names and tokens are filled in
public record EnrolmentSettings(
        boolean allowTls,
        @Nullable NodeAuthorization authorization,
        Supplier<Trust> trust,
        Supplier<RemoteConfig> template) {
    /// Nobody is enrolled.
    public static final EnrolmentSettings NONE = new EnrolmentSettings(
            false, null, () -> new Trust(List.of(), false), () -> new RemoteConfig("", "", "", "", null, null, null));

    /// Whom an agent is to believe.
    ///
    /// @param manualCas            PEM; the authorities that this server was configured with
    /// @param verifyServerHostname whether servers' names are to be verified
    public record Trust(List<String> manualCas, boolean verifyServerHostname) {
        /// Copies the list.
        public Trust {
            manualCas = List.copyOf(manualCas);
        }
    }

    /// Whether anybody may come without a certificate at all.
    public boolean enrols() {
        return allowTls || authorization != null;
    }
}
