package io.praetor.http;

/// Told of every request a handler answered; metrics hang off it. Called on event loops and must not block.
@FunctionalInterface
public interface RequestObserver {
    /// Nobody wants to know.
    RequestObserver NONE = (method, pattern, status, nanos) -> {};

    /// @param pattern the pattern of the route
    /// @param nanos   from the end of the request's head to the answer
    void answered(String method, String pattern, int status, long nanos);
}
