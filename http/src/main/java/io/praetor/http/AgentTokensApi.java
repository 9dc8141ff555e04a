package io.praetor.http;

/// What the HTTP API asks of the agent about the tokens it uses itself (`http-api.md` §6).
public interface AgentTokensApi {
    /// Gives it another secret. May wait for the disk.
    ///
    /// @param type   as in the path
    /// @param secret empty: the agent does without
    /// @throws io.praetor.server.RequestFailure when there is no such token, or it cannot be kept
    void set(String type, String secret);
}
