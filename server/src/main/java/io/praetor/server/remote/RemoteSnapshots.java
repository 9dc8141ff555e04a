package io.praetor.server.remote;

import io.praetor.model.rpc.QueryMeta;
import io.praetor.model.snapshot.SnapshotRequest;
import io.praetor.model.snapshot.SnapshotResponse;
import io.praetor.rpc.ByteStream;
import io.praetor.server.RequestFailure;
import io.praetor.server.Scheduler;
import io.praetor.server.endpoint.SavedSnapshot;
import io.praetor.server.endpoint.Snapshots;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.ReadOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Snapshots that a server takes and puts in place: streams of their own (`rpc.md` §8).
public final class RemoteSnapshots implements Snapshots {
    /// A server that puts an archive in place says nothing for as long as its log takes.
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int BUFFER = 64 << 10;

    private final String datacenter;
    private final Calls calls;
    private final Scheduler scheduler;
    private final Executor executor;

    /// @param datacenter this agent's
    /// @param executor   runs what waits
    public RemoteSnapshots(String datacenter, Calls calls, Scheduler scheduler, Executor executor) {
        this.datacenter = datacenter;
        this.calls = calls;
        this.scheduler = scheduler;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<SavedSnapshot> save(ReadOptions options) {
        CompletableFuture<SavedSnapshot> result = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                Saved saved = open(options);
                if (!result.complete(saved)) {
                    saved.close();
                }
            } catch (IOException | RuntimeException e) {
                result.completeExceptionally(CallFailures.of(e));
            }
        });
        return result;
    }

    private Saved open(ReadOptions options) throws IOException {
        SnapshotRequest request = new SnapshotRequest(
                WireOptions.named(options.datacenter(), datacenter),
                options.token(),
                options.consistency() == Consistency.STALE,
                SnapshotRequest.SAVE);
        ByteStream stream = new WatchedStream(calls.snapshot(), scheduler, PATIENCE);
        boolean opened = false;
        try {
            SnapshotStreams.write(SnapshotRequest.CODEC, request, stream.out());
            stream.endOutput();
            InputStream in = new BufferedInputStream(stream.in(), BUFFER);
            QueryMeta meta = accepted(SnapshotStreams.read(SnapshotResponse.CODEC, in));
            opened = true;
            return new Saved(stream, in, meta);
        } finally {
            if (!opened) {
                stream.close();
            }
        }
    }

    private static QueryMeta accepted(SnapshotResponse response) {
        String error = response.error();
        if (!error.isEmpty()) {
            throw new RequestFailure(CallFailures.kind(error), error);
        }
        return response.meta();
    }

    @Override
    public void restore(@Nullable String wanted, String token, InputStream archive) throws IOException {
        SnapshotRequest request =
                new SnapshotRequest(WireOptions.named(wanted, datacenter), token, false, SnapshotRequest.RESTORE);
        try (ByteStream stream = opened()) {
            IOException broken = null;
            try {
                SnapshotStreams.write(SnapshotRequest.CODEC, request, stream.out());
                archive.transferTo(new ToServer(stream.out()));
                stream.endOutput();
            } catch (ServerGone e) {
                // a server that refuses says why before it closes
                broken = e;
            }
            try {
                accepted(SnapshotStreams.read(SnapshotResponse.CODEC, stream.in()));
            } catch (IOException e) {
                throw failure(broken == null ? e : broken);
            }
        }
    }

    private ByteStream opened() {
        try {
            return new WatchedStream(calls.snapshot(), scheduler, PATIENCE);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static RequestFailure failure(IOException broken) {
        return CallFailures.of(broken) instanceof RequestFailure failure
                ? failure
                : RequestFailure.internal(String.valueOf(broken.getMessage()));
    }

    /// The connection to the server broke, and not the archive's source.
    private static final class ServerGone extends IOException {
        private static final long serialVersionUID = 1L;

        ServerGone(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private static final class ToServer extends OutputStream {
        private final OutputStream out;

        ToServer(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                throw new ServerGone(e);
            }
        }
    }

    /// An archive on its way.
    private static final class Saved implements SavedSnapshot {
        private final ByteStream stream;
        private final InputStream in;
        private final QueryMeta meta;

        Saved(ByteStream stream, InputStream in, QueryMeta meta) {
            this.stream = stream;
            this.in = in;
            this.meta = meta;
        }

        @Override
        public long index() {
            return Math.max(1, meta.index());
        }

        @Override
        public boolean knownLeader() {
            return meta.knownLeader();
        }

        @Override
        public Duration lastContact() {
            return Duration.ofNanos(Math.max(0, meta.lastContact()));
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            in.transferTo(out);
        }

        @Override
        public void close() {
            try {
                stream.close();
            } catch (IOException e) {
                // nothing is lost: it was only read
            }
        }
    }
}
