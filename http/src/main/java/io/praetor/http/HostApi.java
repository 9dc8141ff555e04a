package io.praetor.http;

import io.praetor.model.agent.HostReport;

/// What the HTTP API shows of the machine (`http-api.md` §6).
@FunctionalInterface
public interface HostApi {
    /// The machine as it is now. Reads files, so it may wait.
    HostReport host();
}
