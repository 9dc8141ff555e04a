package io.praetor.rpc.yamux;

import java.io.IOException;

/// The other end broke the protocol; the session is over.
public final class YamuxException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean isTold;

    YamuxException(String message, boolean isTold) {
        super(message);
        this.isTold = isTold;
    }

    /// Whether the other end is told with a go away, because it at least speaks yamux.
    boolean isTold() {
        return isTold;
    }
}
