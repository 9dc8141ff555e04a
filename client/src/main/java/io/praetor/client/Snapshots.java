package io.praetor.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/// The whole state of a datacenter as one archive (spec/snapshot.md section 1).
public final class Snapshots {
    private final Calls calls;

    Snapshots(Calls calls) {
        this.calls = calls;
    }

    /// An archive on its way here. Nothing of it has been checked: read it to its end, then verify it with
    /// `io.praetor.model.snapshot.ArchiveReader`.
    public static final class Download implements Closeable {
        private final Response response;

        private Download(Response response) {
            this.response = response;
        }

        /// The last log index the snapshot includes.
        public long index() {
            return response.number("x-consul-index");
        }

        /// The bytes of the archive.
        public InputStream stream() {
            return response.body();
        }

        @Override
        public void close() throws IOException {
            response.close();
        }
    }

    /// Asks for a snapshot; close what is returned.
    public Download save(Query query) throws ConsulException {
        return new Download(calls.open(Request.get("/v1/snapshot").withQuery(query)));
    }

    /// Replaces the whole state by that of an archive. The cluster keeps its servers.
    ///
    /// @param archive read to its end, not closed
    /// @param length  how many bytes it has
    public void restore(InputStream archive, long length) throws ConsulException {
        calls.run(Request.put("/v1/snapshot").withBody(archive, length));
    }
}
