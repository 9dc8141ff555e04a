package io.praetor.rpc;

/// The server answered a call with an error; its text is the message.
public final class RpcError extends Exception {
    private static final long serialVersionUID = 1L;

    public RpcError(String text) {
        super(text, null, false, false);
    }

    /// The server's text.
    public String text() {
        return String.valueOf(getMessage());
    }
}
