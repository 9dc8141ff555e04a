package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who else is believed about who somebody is (`acl.md` §6).
///
/// @param maxTokenTtl   nanoseconds that a token from it lives; 0: until logout
/// @param type          `jwt`, `kubernetes` or `oidc`
/// @param tokenLocality `local`, `global` or empty for `local`: where tokens from it count
/// @param config        what the type needs to know
public record AclAuthMethod(
        long maxTokenTtl,
        String name,
        String type,
        String displayName,
        String description,
        String tokenLocality,
        @Nullable Map<String, @Nullable Object> config,
        long createIndex,
        long modifyIndex) {

    private static final String CLIENT_SECRET = "OIDCClientSecret";

    /// What stands for a secret that somebody may not know.
    public static final String HIDDEN = "<hidden>";

    /// The type of methods that people sign in by.
    public static final String OIDC = "oidc";

    /// The locality of tokens that count everywhere.
    public static final String GLOBAL = "global";

    /// The locality of tokens that count in one datacenter.
    public static final String LOCAL = "local";

    /// How it travels.
    public static final StructCodec<AclAuthMethod> CODEC = StructCodec.<AclAuthMethod>of("ACLAuthMethod")
            .field("MaxTokenTTL", Codecs.DURATION_TEXT, AclAuthMethod::maxTokenTtl)
            .omitEmpty()
            .field("Name", Codecs.TEXT, AclAuthMethod::name)
            .field("Type", Codecs.TEXT, AclAuthMethod::type)
            .field("DisplayName", Codecs.TEXT, AclAuthMethod::displayName)
            .omitEmpty()
            .field("Description", Codecs.TEXT, AclAuthMethod::description)
            .omitEmpty()
            .field("TokenLocality", Codecs.TEXT, AclAuthMethod::tokenLocality)
            .omitEmpty()
            .field("Config", Codecs.ANY_MAP, AclAuthMethod::config)
            .field("CreateIndex", Codecs.UINT64, AclAuthMethod::createIndex)
            .field("ModifyIndex", Codecs.UINT64, AclAuthMethod::modifyIndex)
            .build(v -> new AclAuthMethod(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// The same with this name.
    public AclAuthMethod withName(String newName) {
        return new AclAuthMethod(
                maxTokenTtl, newName, type, displayName, description, tokenLocality, config, createIndex, modifyIndex);
    }

    /// The same with these Raft indexes.
    public AclAuthMethod withIndexes(long create, long modify) {
        return new AclAuthMethod(
                maxTokenTtl, name, type, displayName, description, tokenLocality, config, create, modify);
    }

    /// The same for somebody who may not know the secret by which the server shows itself to a provider.
    public AclAuthMethod redacted() {
        if (config == null || config.keySet().stream().noneMatch(AclAuthMethod::isClientSecret)) {
            return this;
        }
        Map<String, @Nullable Object> shown = new TreeMap<>(config);
        shown.replaceAll((key, value) -> isClientSecret(key) ? HIDDEN : value);
        return new AclAuthMethod(
                maxTokenTtl, name, type, displayName, description, tokenLocality, shown, createIndex, modifyIndex);
    }

    private static boolean isClientSecret(String key) {
        return key.equalsIgnoreCase(CLIENT_SECRET);
    }

    /// Names it without its configuration, which may hold secrets.
    @Override
    public String toString() {
        return "AclAuthMethod[" + name + "]";
    }
}
