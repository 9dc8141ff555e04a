package io.praetor.server.acl;

import java.util.List;

/// What the text of one policy says (`acl.md` §1): its rules, one for one, before anything is merged.
///
/// @param rules in the order of the contract's table of kinds, within a kind in the order of the text
public record PolicyRules(List<Rule> rules) {
    /// The longest text that is read, in UTF-16 characters.
    public static final int MAX_TEXT = 512 * 1024;

    /// No rules.
    public static final PolicyRules NONE = new PolicyRules(List.of());

    /// Copies the list.
    public PolicyRules {
        rules = List.copyOf(rules);
    }

    /// Reads HCL or JSON.
    ///
    /// @throws RulesException with the contract's words
    public static PolicyRules parse(String text) throws RulesException {
        return RulesParser.parse(text, PolicySource.Syntax.CURRENT);
    }

    /// Reads the rules of a legacy token (`acl.md` §7): there are fewer kinds, and every name is the beginning of
    /// names.
    ///
    /// @throws RulesException with the contract's words
    public static PolicyRules parseLegacy(String text) throws RulesException {
        return RulesParser.parse(text, PolicySource.Syntax.LEGACY);
    }
}
