package io.praetor.cli.base;

import java.io.InputStream;
import java.util.Map;

/// What a command may touch of the process it runs in.
///
/// @param environment variables, such as `CONSUL_HTTP_ADDR`
/// @param in          standard input
/// @param out         results
/// @param err         errors and warnings
/// @param system      clock, randomness, child processes
public record Context(Map<String, String> environment, InputStream in, Output out, Output err, Platform system) {
    /// The exit code of a command that failed.
    public static final int FAILURE = 1;

    /// Prints an error line.
    ///
    /// @return the exit code of a failure, so that a command may `return context.fail("...")`
    public int fail(String message) {
        err.line(message);
        return FAILURE;
    }
}
