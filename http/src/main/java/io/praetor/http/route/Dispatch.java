package io.praetor.http.route;

/// What is to be done with a request whose head has been read.
public sealed interface Dispatch {
    /// Whether the path is one of the API's endpoints, whose answers are compressed and say so.
    boolean isEndpoint();

    /// It is answered without looking further.
    record Answered(Reply.Full reply, boolean isEndpoint) implements Dispatch {}

    /// A handler answers it.
    ///
    /// @param pattern the route's pattern, for metrics
    record Called(Request request, BodyRule body, Handler handler, String pattern) implements Dispatch {
        @Override
        public boolean isEndpoint() {
            return true;
        }
    }
}
