package io.praetor.raft;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The one directory the log, the vote and the snapshots live in, reduced to what they need: the seam at which tests
/// put a disk that fails. [DiskFiles] is the real one; [MemoryFiles] serves servers that keep nothing.
interface RaftFiles {

    /// The names of all files, in ascending order.
    List<String> list() throws IOException;

    /// Makes a new empty file; fails if there is one of that name.
    RaftFile create(String name) throws IOException;

    /// Opens an existing file for reading and writing.
    RaftFile open(String name) throws IOException;

    /// Removes a file if it is there.
    void delete(String name) throws IOException;

    /// Renames atomically, replacing what was there.
    void rename(String from, String to) throws IOException;

    /// Makes earlier creations, removals and renamings survive a power cut.
    void sync() throws IOException;

    /// What to call a file of that name in a message.
    String describe(String name);

    /// An open file, accessed by position. Safe for several threads.
    interface RaftFile extends Closeable {

        long size() throws IOException;

        /// Fills `into` from `position` on and answers how many bytes it got: less than asked only at the end of the
        /// file.
        int read(ByteBuffer into, long position) throws IOException;

        /// Writes all that remains in `from`.
        void write(ByteBuffer from, long position) throws IOException;

        /// Makes what was written survive a power cut. After a failure nothing written since the last success may be
        /// trusted.
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }
}
