package io.praetor.server.assembly;

import io.praetor.server.acl.DefaultPolicy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a server controls access (`acl.md`).
///
/// @param enabled          `acl.enabled`
/// @param otherwise        what holds where no rule says anything (`acl.default_policy`)
/// @param keyLists         whether keys are listed only for those with `key:list` (`acl.enable_key_list_policy`)
/// @param managementSecret of the token that may do everything from the beginning
///                         (`acl.tokens.initial_management`); empty for none
/// @param dryRun           whether what would be refused is only noted (`acl.enforcement`)
/// @param home             where an operator puts the file to have the first token made once more; null for nowhere
public record AclSettings(
        boolean enabled,
        DefaultPolicy otherwise,
        boolean keyLists,
        String managementSecret,
        boolean dryRun,
        @Nullable Path home) {
    /// Everybody may do everything.
    public static final AclSettings OFF = new AclSettings(false, DefaultPolicy.ALLOW, false, "", false, null);

    /// Says nothing of the secret.
    @Override
    public String toString() {
        return "AclSettings[enabled=" + enabled + ", otherwise=" + otherwise.text() + "]";
    }
}
