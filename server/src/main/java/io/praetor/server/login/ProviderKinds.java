package io.praetor.server.login;

import io.praetor.model.acl.AclAuthMethod;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;

/// Which well-known provider an auth method asks, so that the web interface can show its sign.
public final class ProviderKinds {
    /// By the end of the host.
    private static final Map<String, String> KINDS = Map.of(
            ".accounts.google.com", "google",
            ".auth0.com", "auth0",
            ".login.microsoftonline.com", "microsoft",
            ".okta.com", "okta");

    private ProviderKinds() {}

    /// The kind; empty for others.
    public static String of(AclAuthMethod method) {
        String host = "." + host(new ConfigReader(method.config()).text("OIDCDiscoveryURL"));
        return KINDS.entrySet().stream()
                .filter(kind -> host.endsWith(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static String host(String address) {
        try {
            String host = new URI(address).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException _) {
            return "";
        }
    }
}
