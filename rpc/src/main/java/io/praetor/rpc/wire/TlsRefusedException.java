package io.praetor.rpc.wire;

import java.io.IOException;

/// The other end of a connection does not want our certificate, and has therefore looked at nothing that was sent. With
/// TLS 1.3 this is heard only after the handshake, when something may be under way.
public final class TlsRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param message the original's words
    public TlsRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
