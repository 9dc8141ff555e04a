package io.praetor.model.snapshot;

import java.io.IOException;

/// The bytes are not a snapshot archive, or not an undamaged one. The message says what was wrong and is safe to show
/// to the user; a failure of the stream the bytes came from is a plain [IOException] instead.
public final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    ArchiveException(String message) {
        super(message);
    }

    ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
