package io.praetor.client.watch;

import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;

/// Reads what is watched.
interface Source {
    /// Waits until it is no longer as it was, or for some minutes.
    ///
    /// @param seen how it was; [Mark#NONE] does not wait
    Reading read(ConsulClient client, Mark seen) throws ConsulException;

    /// Names a state: by an index, or by a hash.
    record Mark(long index, String hash) {
        /// No state yet.
        static final Mark NONE = new Mark(0, "");

        static Mark of(long index) {
            return new Mark(index, "");
        }
    }

    /// What was read, and the mark to wait with.
    record Reading(Mark mark, WatchResult result) {}
}
