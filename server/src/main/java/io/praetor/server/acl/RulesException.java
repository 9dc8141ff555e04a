package io.praetor.server.acl;

/// Rules that cannot be read, or that say what no rule can. The message is complete, in the contract's words (`acl.md`
/// §1): `Failed to parse ACL rules: …` or `Invalid <kind> policy: …`.
public final class RulesException extends Exception {
    private static final long serialVersionUID = 1L;

    RulesException(String message) {
        super(message, null, false, false);
    }

    static RulesException syntax(String fault) {
        return new RulesException("Failed to parse ACL rules: " + fault);
    }

    /// The complete message.
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
