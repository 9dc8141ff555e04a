package io.praetor.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a [ConsulClient] reaches its agent: a value; each `with…` method returns a changed copy.
///
/// @param address     where the agent listens
/// @param token       ACL token sent with every request; empty sends none
/// @param datacenter  datacenter of requests that name none; empty leaves it to the agent
/// @param namespace   namespace of requests; empty sends none
/// @param basicAuth   `user:password` for a proxy in front of the agent, or null
/// @param tls         used when the address says https
/// @param readTimeout how long an answer may take, blocking queries not counted; zero waits for ever
public record ClientSettings(
        AgentAddress address,
        String token,
        String datacenter,
        String namespace,
        @Nullable String basicAuth,
        TlsSettings tls,
        Duration readTimeout) {

    /// The agent on this machine, no token.
    public static final ClientSettings DEFAULT =
            new ClientSettings(AgentAddress.LOCAL, "", "", "", null, TlsSettings.DEFAULT, Duration.ZERO);

    /// Files and names of a TLS connection.
    ///
    /// @param caFile     PEM file with trusted certificates, or null for the platform's
    /// @param caPath     directory of such files, or null
    /// @param clientCert PEM file with the client's certificate chain, or null; needs `clientKey`
    /// @param clientKey  PEM file with its private key, or null
    /// @param serverName name to expect in the agent's certificate; empty for the host of the address
    /// @param verify     false accepts any certificate
    public record TlsSettings(
            @Nullable Path caFile,
            @Nullable Path caPath,
            @Nullable Path clientCert,
            @Nullable Path clientKey,
            String serverName,
            boolean verify) {
        /// Trust as the platform does, no client certificate.
        public static final TlsSettings DEFAULT = new TlsSettings(null, null, null, null, "", true);
    }

    /// Reads the variables all Consul tools share: `CONSUL_HTTP_ADDR`, `CONSUL_HTTP_TOKEN`, `CONSUL_HTTP_TOKEN_FILE` is
    /// left to the caller, `CONSUL_HTTP_AUTH`, `CONSUL_HTTP_SSL`, `CONSUL_HTTP_SSL_VERIFY`, `CONSUL_CACERT`,
    /// `CONSUL_CAPATH`, `CONSUL_CLIENT_CERT`, `CONSUL_CLIENT_KEY`, `CONSUL_TLS_SERVER_NAME`, `CONSUL_NAMESPACE`
    /// (spec/cli.md section 1.1).
    ///
    /// @param environment usually `System.getenv()`
    /// @throws IllegalArgumentException when a variable cannot be read
    public static ClientSettings fromEnvironment(Map<String, String> environment) {
        String address = environment.getOrDefault("CONSUL_HTTP_ADDR", "");
        boolean ssl = isTrue(environment.get("CONSUL_HTTP_SSL"));
        String auth = environment.get("CONSUL_HTTP_AUTH");
        return new ClientSettings(
                AgentAddress.parse(address.isEmpty() ? AgentAddress.LOCAL.authority() : address, ssl),
                environment.getOrDefault("CONSUL_HTTP_TOKEN", ""),
                "",
                environment.getOrDefault("CONSUL_NAMESPACE", ""),
                auth == null || auth.isEmpty() ? null : auth,
                new TlsSettings(
                        path(environment.get("CONSUL_CACERT")),
                        path(environment.get("CONSUL_CAPATH")),
                        path(environment.get("CONSUL_CLIENT_CERT")),
                        path(environment.get("CONSUL_CLIENT_KEY")),
                        environment.getOrDefault("CONSUL_TLS_SERVER_NAME", ""),
                        !isFalse(environment.get("CONSUL_HTTP_SSL_VERIFY"))),
                Duration.ZERO);
    }

    /// Another agent.
    public ClientSettings withAddress(AgentAddress next) {
        return new ClientSettings(next, token, datacenter, namespace, basicAuth, tls, readTimeout);
    }

    /// Another ACL token.
    public ClientSettings withToken(String next) {
        return new ClientSettings(address, next, datacenter, namespace, basicAuth, tls, readTimeout);
    }

    /// Another default datacenter.
    public ClientSettings withDatacenter(String next) {
        return new ClientSettings(address, token, next, namespace, basicAuth, tls, readTimeout);
    }

    /// Another namespace.
    public ClientSettings withNamespace(String next) {
        return new ClientSettings(address, token, datacenter, next, basicAuth, tls, readTimeout);
    }

    /// Other TLS settings.
    public ClientSettings withTls(TlsSettings next) {
        return new ClientSettings(address, token, datacenter, namespace, basicAuth, next, readTimeout);
    }

    /// Another limit for answers.
    public ClientSettings withReadTimeout(Duration next) {
        return new ClientSettings(address, token, datacenter, namespace, basicAuth, tls, next);
    }

    /// All but the token and the password.
    @Override
    public String toString() {
        return "ClientSettings[address=" + address + ", datacenter=" + datacenter + ", namespace=" + namespace
                + ", tls=" + tls + "]";
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null || text.isEmpty() ? null : Path.of(text);
    }

    private static boolean isTrue(@Nullable String text) {
        return text != null && (text.equals("1") || text.equalsIgnoreCase("t") || text.equalsIgnoreCase("true"));
    }

    private static boolean isFalse(@Nullable String text) {
        return text != null && (text.equals("0") || text.equalsIgnoreCase("f") || text.equalsIgnoreCase("false"));
    }
}
