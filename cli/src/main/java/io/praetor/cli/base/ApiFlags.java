package io.praetor.cli.base;

import io.praetor.client.ClientSettings;
import io.praetor.client.ConsulClient;
import io.praetor.client.Query;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The flags that all commands with a connection to an agent share, and the variables behind them (spec/cli.md section
/// 1.1).
/// A flag beats its variable.
public final class ApiFlags {
    /// Groups of flags beyond those every such command has.
    public enum Scope {
        /// `-datacenter` and `-stale`.
        SERVER,
        /// `-namespace`.
        NAMESPACE
    }

    private final Flag<String> address;
    private final Flag<String> token;
    private final Flag<String> tokenFile;
    private final Flag<String> caFile;
    private final Flag<String> caPath;
    private final Flag<String> clientCert;
    private final Flag<String> clientKey;
    private final Flag<String> serverName;
    private final @Nullable Flag<String> datacenter;
    private final @Nullable Flag<Boolean> stale;
    private final @Nullable Flag<String> namespace;
    private final Set<Flag<?>> own = new HashSet<>();

    ApiFlags(FlagSet flags, Scope... scopes) {
        boolean server = false;
        boolean namespaced = false;
        for (Scope scope : scopes) {
            server |= scope == Scope.SERVER;
            namespaced |= scope == Scope.NAMESPACE;
        }
        address = text(
                flags,
                "http-addr",
                "Where the agent listens: host:port, an http:// or https:// URL, or unix:///path. The "
                        + "default is 127.0.0.1:8500; CONSUL_HTTP_ADDR sets another one.");
        token = text(
                flags,
                "token",
                "ACL token to send with each request. Without one, CONSUL_HTTP_TOKEN is used, and without that "
                        + "the agent's own token.");
        tokenFile = text(
                flags,
                "token-file",
                "File to read the ACL token from when -token is not given. CONSUL_HTTP_TOKEN_FILE names "
                        + "one as well.");
        caFile = text(
                flags,
                "ca-file",
                "PEM file of the certificate authorities to trust when talking TLS. Also CONSUL_CACERT.");
        caPath = text(flags, "ca-path", "Directory of such files. Also CONSUL_CAPATH.");
        clientCert = text(
                flags,
                "client-cert",
                "PEM file with the certificate to show to the agent; needs -client-key. Also " + "CONSUL_CLIENT_CERT.");
        clientKey = text(flags, "client-key", "PEM file with the private key of -client-cert. Also CONSUL_CLIENT_KEY.");
        serverName = text(
                flags,
                "tls-server-name",
                "Name to expect in the agent's certificate instead of the host of its address. "
                        + "Also CONSUL_TLS_SERVER_NAME.");
        datacenter = server ? text(flags, "datacenter", "Datacenter to ask; the agent's own by default.") : null;
        stale = server
                ? add(flags.bool(
                        "stale",
                        false,
                        "Let any server answer, not only the leader: faster, works without a leader, and may "
                                + "be slightly behind."))
                : null;
        namespace = namespaced
                ? text(
                        flags,
                        "namespace",
                        "Namespace to work in. Also CONSUL_NAMESPACE. The servers of the open source edition refuse it.")
                : null;
    }

    private Flag<String> text(FlagSet flags, String name, String usage) {
        return add(flags.text(name, "", usage));
    }

    private <T> Flag<T> add(Flag<T> flag) {
        own.add(flag);
        return flag;
    }

    boolean has(Flag<?> flag) {
        return own.contains(flag);
    }

    /// Opens a client as flags and variables say.
    ///
    /// @return null when that failed; the error has been printed and the command ends with [Context#FAILURE]
    public @Nullable ConsulClient connect(Context context) {
        ClientSettings settings = settings(context);
        try {
            return settings == null ? null : ConsulClient.open(settings);
        } catch (IOException e) {
            refused(e, context);
            return null;
        }
    }

    /// What flags and variables say.
    ///
    /// @return null when that makes no sense; the error has been printed and the command ends with [Context#FAILURE]
    public @Nullable ClientSettings settings(Context context) {
        try {
            return settings(context.environment());
        } catch (IOException | IllegalArgumentException e) {
            refused(e, context);
            return null;
        }
    }

    private static void refused(Exception e, Context context) {
        context.fail("Error connecting to Consul agent: " + e.getMessage());
    }

    /// Options of reads: `-stale`.
    public Query query() {
        return isStale() ? Query.DEFAULT.stale() : Query.DEFAULT;
    }

    /// Whether `-stale` was given.
    public boolean isStale() {
        return stale != null && stale.get();
    }

    /// @throws IllegalArgumentException for an address that cannot be read
    /// @throws IOException              when the token file cannot be read
    private ClientSettings settings(Map<String, String> environment) throws IOException {
        Map<String, String> variables = environment;
        if (address.isSet() && !address.get().isEmpty()) {
            variables = new HashMap<>(environment);
            variables.put("CONSUL_HTTP_ADDR", address.get());
        }
        ClientSettings base = ClientSettings.fromEnvironment(variables);
        ClientSettings.TlsSettings tls = new ClientSettings.TlsSettings(
                path(caFile, base.tls().caFile()),
                path(caPath, base.tls().caPath()),
                path(clientCert, base.tls().clientCert()),
                path(clientKey, base.tls().clientKey()),
                serverName.isSet() ? serverName.get() : base.tls().serverName(),
                base.tls().verify());
        checkAuthorities(tls.caFile());
        return new ClientSettings(
                base.address(),
                token(base.token(), environment),
                datacenter == null ? "" : datacenter.get(),
                namespace == null ? "" : namespace.isSet() ? namespace.get() : base.namespace(),
                base.basicAuth(),
                tls,
                base.readTimeout());
    }

    /// Whoever names authorities wants them there, even where this call needs none.
    private static void checkAuthorities(@Nullable Path file) throws IOException {
        if (file != null && !Files.isReadable(file)) {
            throw new IOException("Error loading CA File: open " + file + ": "
                    + (Files.exists(file) ? "permission denied" : "no such file or directory"));
        }
    }

    private static @Nullable Path path(Flag<String> flag, @Nullable Path fallback) {
        if (!flag.isSet()) {
            return fallback;
        }
        return flag.get().isEmpty() ? null : Path.of(flag.get());
    }

    private String token(String fromEnvironment, Map<String, String> environment) throws IOException {
        if (!token.get().isEmpty()) {
            return token.get();
        }
        String file = tokenFile.isSet() ? tokenFile.get() : environment.getOrDefault("CONSUL_HTTP_TOKEN_FILE", "");
        if (file.isEmpty()) {
            return fromEnvironment;
        }
        try {
            String text = InputFiles.readText(file).strip();
            return text.isEmpty() ? fromEnvironment : text;
        } catch (IOException e) {
            throw new IOException("Error loading token file: " + e.getMessage(), e);
        }
    }
}
