package io.praetor.raft;

import java.io.IOException;

/// Data that was acknowledged once is not what was written.
final class CorruptLogException extends IOException {

    private static final long serialVersionUID = 1L;

    CorruptLogException(String message) {
        super(message);
    }
}
