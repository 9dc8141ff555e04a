package io.praetor.server.wire;

/// A method of the server port.
public sealed interface Method permits ReadMethod, CallMethod {
    /// `Service.Method`.
    String name();

    /// Whether it changes nothing, so that a call whose fate is unknown may be tried again (`rpc.md` §6).
    boolean isRead();
}
