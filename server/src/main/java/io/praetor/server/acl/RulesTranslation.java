package io.praetor.server.acl;

import io.praetor.model.hcl.HclFormat;
import io.praetor.model.hcl.SyntaxException;
import io.praetor.server.RequestFailure;
import java.util.Set;

/// Rewrites the rules of a legacy token in the current language (`acl.md` §7), where names that are the beginning of
/// names have kinds of their own.
public final class RulesTranslation {
    private static final Set<String> RENAMED = Set.of("agent", "key", "node", "query", "service", "session", "event");

    private RulesTranslation() {}

    /// The rules in the current language, in one style, comments kept; nothing else is looked at.
    ///
    /// @throws RequestFailure with the contract's words if the text cannot be read
    public static String translate(String rules) {
        if (rules.length() > PolicyRules.MAX_TEXT) {
            throw failure("longer than " + PolicyRules.MAX_TEXT + " characters");
        }
        try {
            return HclFormat.format(rules, RulesTranslation::rename);
        } catch (SyntaxException e) {
            throw failure(String.valueOf(e.getMessage()));
        }
    }

    private static RequestFailure failure(String fault) {
        return RequestFailure.badRequest("Bad request: Failed to parse rules: " + fault);
    }

    /// Keys may stand in quotes.
    private static String rename(String key) {
        String bare = key.startsWith("\"") && key.endsWith("\"") ? key.substring(1, key.length() - 1) : key;
        return RENAMED.contains(bare) ? bare + "_prefix" : key;
    }
}
