package io.praetor.server.acl;

/// What somebody wants to do with a resource (`acl.md` §1).
public enum Access {
    READ("read"),
    /// Keys only: to see which there are below a prefix.
    LIST("list"),
    WRITE("write"),
    /// Keys only: to change everything below a prefix.
    WRITE_PREFIX("write-prefix");

    private final String text;

    Access(String text) {
        this.text = text;
    }

    /// The contract's word for it, as in rules and in `internal/acl/authorize`.
    public String text() {
        return text;
    }
}
