package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.cli.base.NumberFlags;
import io.praetor.model.ByteText;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagSet;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The flags that say what an auth method shall be, but for its type.
final class AuthMethodFlags {
    private static final String KUBERNETES = "kubernetes";

    private final Flag<String> name;
    private final Flag<String> displayName;
    private final Flag<String> description;
    private final Flag<Duration> maxTokenTtl;
    private final Flag<String> tokenLocality;
    private final Flag<String> config;
    private final Flag<String> host;
    private final Flag<String> authority;
    private final Flag<String> account;

    AuthMethodFlags(FlagSet flags) {
        name = flags.text("name", "", "Name of the auth method: letters, digits, '-' and '_'.");
        displayName = flags.text("display-name", "", "Another name, to show to people.");
        description = flags.text("description", "", "What it is for.");
        maxTokenTtl = NumberFlags.duration(
                flags, "max-token-ttl", "How long tokens from it count, such as \"1h\"; until logout when not given.");
        tokenLocality =
                flags.text("token-locality", "", "Where tokens from it count: local, which is the default, or global.");
        config = flags.text(
                "config",
                "",
                "What the type needs to know, as JSON; @name reads it from a file, \"-\" from standard input.");
        host = flags.text("kubernetes-host", "", "For the type kubernetes: address of its API server.");
        authority = flags.text(
                "kubernetes-ca-cert",
                "",
                "For the type kubernetes: PEM of the authority to trust when talking to its API server; @name reads "
                        + "it from a file, \"-\" from standard input.");
        account = flags.text(
                "kubernetes-service-account-jwt",
                "",
                "For the type kubernetes: token of the service account that looks tokens up.");
    }

    String name() {
        return name.get();
    }

    /// A method of nothing but what was given.
    AclAuthMethod fresh(String type, Context context) throws Refusal {
        return new AclAuthMethod(
                maxTokenTtl.get().toNanos(),
                name.get(),
                type,
                displayName.get(),
                description.get(),
                tokenLocality.get(),
                freshConfig(type, context),
                0,
                0);
    }

    private @Nullable Map<String, @Nullable Object> freshConfig(String type, Context context) throws Refusal {
        if (!config.get().isEmpty()) {
            return readConfig(context);
        }
        if (!type.equals(KUBERNETES)) {
            return null;
        }
        require(host, host.get());
        String pem = pem(context);
        require(authority, pem);
        require(account, account.get());
        return Map.of("Host", host.get(), "CACert", pem, "ServiceAccountJWT", account.get());
    }

    private static void require(Flag<String> flag, String value) throws Refusal {
        if (value.isEmpty()) {
            throw Refusal.withHelp("Missing required '-" + flag.name() + "' flag");
        }
    }

    private String pem(Context context) throws Refusal {
        return GivenData.load(authority.get(), "Invalid '-kubernetes-ca-cert' value: ", context);
    }

    private @Nullable Map<String, @Nullable Object> readConfig(Context context) throws Refusal {
        if (hasKubernetes()) {
            throw Refusal.of("Cannot use command line arguments with '-config' flag");
        }
        String json = GivenData.load(config.get(), "Error loading configuration file: ", context);
        try {
            return Json.parse(Codecs.ANY_MAP, ByteText.encode(json));
        } catch (DecodeException e) {
            throw Refusal.of("Error parsing JSON configuration file", e);
        }
    }

    private boolean hasKubernetes() {
        return !host.get().isEmpty()
                || !authority.get().isEmpty()
                || !account.get().isEmpty();
    }

    /// A method in which what was given replaces what is there.
    AclAuthMethod merged(AclAuthMethod now, Context context) throws Refusal {
        return new AclAuthMethod(
                maxTokenTtl.isSet() ? maxTokenTtl.get().toNanos() : now.maxTokenTtl(),
                now.name(),
                now.type(),
                displayName.isSet() ? displayName.get() : now.displayName(),
                description.isSet() ? description.get() : now.description(),
                tokenLocality.isSet() ? tokenLocality.get() : now.tokenLocality(),
                config.get().isEmpty() ? mergedConfig(now.config(), context) : readConfig(context),
                0,
                0);
    }

    private @Nullable Map<String, @Nullable Object> mergedConfig(
            @Nullable Map<String, @Nullable Object> now, Context context) throws Refusal {
        if (!hasKubernetes()) {
            return now;
        }
        Map<String, @Nullable Object> next = new TreeMap<>(now == null ? Map.of() : now);
        put(next, "Host", host.get());
        put(next, "CACert", pem(context));
        put(next, "ServiceAccountJWT", account.get());
        return next;
    }

    private static void put(Map<String, @Nullable Object> config, String key, String value) {
        if (!value.isEmpty()) {
            config.put(key, value);
        }
    }
}
