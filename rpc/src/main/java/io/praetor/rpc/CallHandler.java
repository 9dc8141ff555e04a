package io.praetor.rpc;

import java.net.InetAddress;

/// Who answers calls that arrive on the server port. Called on a network thread: it must not block.
@FunctionalInterface
public interface CallHandler {

    /// Answers one call, now or later.
    void handle(Call call);

    /// One call under way. The next one on the same stream is read when it is answered.
    interface Call {

        /// `Service.Method`.
        String method();

        /// The request: one MessagePack value. Not to be changed.
        byte[] body();

        /// Who called.
        InetAddress peer();

        /// Answers with one MessagePack value. From any thread, once.
        void reply(byte[] body);

        /// Refuses with a text. From any thread, once.
        ///
        /// @param close whether the stream closes afterwards, as after unknown methods and bodies that make no sense
        void fail(String error, boolean close);

        /// Runs `task` if the caller goes away before the answer; at once if it has.
        void onAbandon(Runnable task);
    }
}
