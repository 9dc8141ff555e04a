package io.praetor.http.route;

/// What is to be done with a request whose head has been read.
public sealed interface Dispatch {
    /// Whether the path is one of the API's endpoints, whose answers are compressed and say so.
    boolean isEndpoint();

    /// The pattern of the route, for metrics; empty when the path has none.
    String pattern();

    /// It is answered without looking further.
    record Answered(Reply.Full reply, boolean isEndpoint, String pattern) implements Dispatch {}

    /// A handler answers it.
    record Called(Request request, BodyRule body, Handler handler, String pattern) implements Dispatch {
        @Override
        public boolean isEndpoint() {
            return true;
        }
    }
}
