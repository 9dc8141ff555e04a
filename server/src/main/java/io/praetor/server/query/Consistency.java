package io.praetor.server.query;

/// How fresh an answer must be (`http-api.md` §1.5).
public enum Consistency {
    /// The leader answers, trusting its lease.
    DEFAULT("leader"),
    /// Any server answers from its own state.
    STALE("stale"),
    /// The leader asks a quorum first whether it still leads.
    CONSISTENT("consistent");

    private final String level;

    Consistency(String level) {
        this.level = level;
    }

    /// What `X-Consul-Effective-Consistency` says.
    public String level() {
        return level;
    }
}
