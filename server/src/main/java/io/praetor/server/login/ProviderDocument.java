package io.praetor.server.login;

import io.praetor.model.codec.DecodeException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an OpenID provider says of itself (OpenID Connect Discovery §3). Addresses that it does not name are empty.
///
/// @param keySet             where its keys are
/// @param authorization      where people sign in
/// @param token              where a code is exchanged
/// @param userinfo           where more is said of somebody
/// @param secretsInForms     whether clients can only send their secret within the form
record ProviderDocument(String keySet, String authorization, String token, String userinfo, boolean secretsInForms) {
    private static final String WELL_KNOWN = ".well-known/openid-configuration";
    private static final String HTTPS = "https://";

    /// Fetches it. A provider must say that it is who was asked, or one could speak for another; and what was asked for
    /// over TLS leads to nothing without.
    ///
    /// @param issuer the provider's address
    static ProviderDocument fetch(WebCaller client, String issuer)
            throws IOException, DecodeException, InterruptedException {
        Map<?, ?> found = object(client, issuer.endsWith("/") ? issuer + WELL_KNOWN : issuer + "/" + WELL_KNOWN);
        String named = text(found, "issuer");
        if (!named.equals(issuer)) {
            throw new IOException("oidc: issuer did not match the issuer returned by provider, expected \"" + issuer
                    + "\" got \"" + named + "\"");
        }
        if (text(found, "jwks_uri").isEmpty()) {
            throw new IOException("oidc: the provider names no key set");
        }
        return new ProviderDocument(
                address(found, "jwks_uri", issuer),
                address(found, "authorization_endpoint", issuer),
                address(found, "token_endpoint", issuer),
                address(found, "userinfo_endpoint", issuer),
                found.get("token_endpoint_auth_methods_supported") instanceof List<?> methods
                        && methods.contains("client_secret_post")
                        && !methods.contains("client_secret_basic"));
    }

    private static String address(Map<?, ?> found, String name, String issuer) throws IOException {
        String address = text(found, name);
        if (!address.isEmpty() && issuer.startsWith(HTTPS) && !address.startsWith(HTTPS)) {
            throw new IOException("oidc: the provider's " + name + " does not begin with " + HTTPS);
        }
        return address;
    }

    /// The JSON object at an address.
    static Map<String, @Nullable Object> object(WebCaller client, String address)
            throws IOException, DecodeException, InterruptedException {
        WebCaller.Answer answer = client.call(WebCaller.Call.get(address));
        if (answer.status() != 200) {
            throw new IOException("unexpected status " + answer.status() + " of " + address);
        }
        return answer.object();
    }

    private static String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }
}
