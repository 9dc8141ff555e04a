package io.praetor.http.v1;

import io.praetor.http.route.Meta;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.SavedSnapshot;
import io.praetor.server.endpoint.Snapshots;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.ReadOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// `/v1/snapshot` (`http-api.md` §14): archives go out and come in as streams, never whole in memory.
final class SnapshotEndpoint {
    private final Reads reads;
    private final Snapshots snapshots;

    SnapshotEndpoint(Reads reads, Snapshots snapshots) {
        this.reads = reads;
        this.snapshots = snapshots;
    }

    Reply save(Request request) {
        boolean stale = request.params().has("stale");
        ReadOptions options = new ReadOptions(
                reads.datacenter(request),
                stale ? Consistency.STALE : Consistency.DEFAULT,
                0,
                Duration.ZERO,
                reads.token(request));
        return new Reply.Streamed(outlet -> {
            try (SavedSnapshot snapshot = saved(options)) {
                Meta meta = new Meta(
                        snapshot.index(),
                        snapshot.knownLeader(),
                        snapshot.lastContact().toMillis(),
                        null);
                try (OutputStream out = new LateStream(outlet, meta)) {
                    snapshot.writeTo(out);
                }
            }
        });
    }

    private SavedSnapshot saved(ReadOptions options) throws Exception {
        try {
            return snapshots.save(options).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RequestFailure refusal ? refusal : e;
        }
    }

    Reply restore(Request request) {
        if (request.params().has("stale")) {
            throw RequestFailure.internal("stale not allowed for restore");
        }
        String datacenter = reads.datacenter(request);
        String token = reads.token(request);
        return new Reply.Blocking(() -> {
            snapshots.restore(datacenter, token, request.stream());
            return Reply.empty(200);
        });
    }

    /// Begins the answer with its first byte: whatever fails before can still be told to the client.
    private static final class LateStream extends OutputStream {
        private final Reply.Outlet outlet;
        private final Meta meta;
        private @Nullable OutputStream out;

        LateStream(Reply.Outlet outlet, Meta meta) {
            this.outlet = outlet;
            this.meta = meta;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            OutputStream begun = out;
            if (begun == null) {
                begun = outlet.begin("application/x-gzip", meta);
                out = begun;
            }
            begun.write(bytes, from, count);
        }

        @Override
        public void flush() throws IOException {
            if (out != null) {
                out.flush();
            }
        }
    }
}
