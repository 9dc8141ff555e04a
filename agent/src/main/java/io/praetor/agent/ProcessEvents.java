package io.praetor.agent;

import io.praetor.agent.Signals.ProcessSignal;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
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

        /// What the start waited for is there, or will not be.
        record WaitEnded() implements Event {}
    }

    /// Something that may take long, and that an interrupt ends.
    ///
    /// @param <T> what comes of it
    @FunctionalInterface
    interface Patience<T> {
        T call() throws IOException, InterruptedException;
    }

    synchronized void add(Event event) {
        if (event.equals(HANGUP) && queue.contains(event)) {
            return; // the reload that is still to come reads what is written by then
        }
        // a full queue already holds enough to end this process
        var _ = queue.offer(event);
    }

    /// Runs what may take long; a signal that wants the process to end ends it.
    ///
    /// @param threads run it
    /// @throws StartException when a signal came, or it failed
    <T> T awaitUnlessSignalled(Patience<T> task, Executor threads) throws StartException, InterruptedException {
        FutureTask<T> running = new FutureTask<>(task::call) {
            @Override
            protected void done() {
                add(new Event.WaitEnded());
            }
        };
        threads.execute(running);
        while (!running.isDone()) {
            if (take() instanceof Event.Signalled(ProcessSignal signal) && signal != ProcessSignal.HANGUP) {
                running.cancel(true);
                throw new StartException("caught signal: " + signal.shown, null);
            }
        }
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw new StartException(
                    String.valueOf(
                            e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
                    e);
        }
    }

    Event take() throws InterruptedException {
        return queue.take();
    }
}
