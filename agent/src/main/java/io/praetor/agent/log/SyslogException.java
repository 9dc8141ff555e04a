package io.praetor.agent.log;

import java.io.IOException;

/// There is no syslog to write to; the message is the line for the user.
public final class SyslogException extends IOException {
    private static final long serialVersionUID = 1L;

    SyslogException(String message, Throwable cause) {
        super(message, cause);
    }
}
