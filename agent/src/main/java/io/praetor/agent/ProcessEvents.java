package io.praetor.agent;

import io.praetor.agent.Signals.ProcessSignal;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// What may end the process or change its course, in the order of arrival.
final class ProcessEvents {
    /// Events nobody has looked at yet. Hangups, which may come by the hundred while one is being followed, take one
    /// place; whatever else comes is an end.
    private static final int MAX_WAITING = 64;

    private static final Event HANGUP = new Event.Signalled(ProcessSignal.HANGUP);

    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(MAX_WAITING);

    /// One of the things the process reacts to.
    sealed interface Event {
        /// The operating system or the user wants something.
        record Signalled(ProcessSignal signal) implements Event {}

        /// The agent has left the cluster because it was asked to over HTTP.
        record Left() implements Event {}

        /// The agent cannot go on.
        record Failed(Throwable cause) implements Event {}

        /// The leave that a signal began is over; the cause is why it failed, if it did.
        record LeaveEnded(Optional<Throwable> cause) implements Event {}
    }

    synchronized void add(Event event) {
        if (event.equals(HANGUP) && queue.contains(event)) {
            return; // the reload that is still to come reads what is written by then
        }
        // a full queue already holds enough to end this process
        var _ = queue.offer(event);
    }

    Event take() throws InterruptedException {
        return queue.take();
    }
}
