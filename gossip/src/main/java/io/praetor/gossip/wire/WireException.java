package io.praetor.gossip.wire;

/// Bytes that are not what they should be. The message is one line, fit for a log and for the peer that sent them; it
/// holds no bytes of the input.
public final class WireException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message what is wrong
    public WireException(String message) {
        super(message);
    }

    /// @param message what is wrong
    /// @param cause   what the decoder underneath said
    public WireException(String message, Throwable cause) {
        super(message, cause);
    }
}
