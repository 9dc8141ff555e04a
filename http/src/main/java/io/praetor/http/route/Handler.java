package io.praetor.http.route;

/// Answers one kind of request. Runs on an event loop and must not block: what waits is a [Reply.Later].
@FunctionalInterface
public interface Handler {
    /// @throws io.praetor.server.RequestFailure to refuse the request with a text of the contract
    Reply handle(Request request);
}
