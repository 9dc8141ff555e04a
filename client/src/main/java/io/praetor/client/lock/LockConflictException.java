package io.praetor.client.lock;

import java.io.IOException;

/// The key in question is there and is used for something else.
public final class LockConflictException extends IOException {
    private static final long serialVersionUID = 1L;

    LockConflictException(String message) {
        super(message);
    }
}
