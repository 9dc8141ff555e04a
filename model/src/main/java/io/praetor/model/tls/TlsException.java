package io.praetor.model.tls;

import java.io.IOException;

/// TLS cannot be set up; the message is one line for the user and names the file or key at fault.
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1L;

    public TlsException(String message) {
        super(message);
    }

    public TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
