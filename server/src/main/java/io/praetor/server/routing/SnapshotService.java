package io.praetor.server.routing;

import io.praetor.model.rpc.QueryMeta;
import io.praetor.model.snapshot.SnapshotRequest;
import io.praetor.model.snapshot.SnapshotResponse;
import io.praetor.rpc.ByteStream;
import io.praetor.rpc.SnapshotHandler;
import io.praetor.server.RequestFailure;
import io.praetor.server.Scheduler;
import io.praetor.server.endpoint.SavedSnapshot;
import io.praetor.server.endpoint.Snapshots;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.remote.RemoteSnapshots;
import io.praetor.server.remote.SnapshotStreams;
import io.praetor.server.remote.WatchedStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves snapshot streams (`rpc.md` §8): archives go out, or come in to be put in place; what is the leader's goes
/// through to it.
public final class SnapshotService implements SnapshotHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotService.class);

    /// Streams served at a time: each may hold a file as large as the state.
    static final int MOST_STREAMS = 16;

    /// Until the request is there.
    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(10);

    /// Until there is a snapshot to send; the hold time is much shorter.
    private static final Duration SAVE_PATIENCE = Duration.ofMinutes(1);

    private static final int BUFFER = 64 << 10;

    private final String datacenter;
    private final Snapshots snapshots;
    private final Scheduler scheduler;
    private final Semaphore room = new Semaphore(MOST_STREAMS);

    /// @param datacenter this server's
    /// @param snapshots  of the cluster, wherever the leader is
    public SnapshotService(String datacenter, Snapshots snapshots, Scheduler scheduler) {
        this.datacenter = datacenter;
        this.snapshots = snapshots;
        this.scheduler = scheduler;
    }

    @Override
    public void serve(ByteStream accepted) throws IOException {
        try (WatchedStream stream = new WatchedStream(accepted, scheduler, REQUEST_PATIENCE)) {
            InputStream in = new BufferedInputStream(stream.in(), BUFFER);
            SnapshotRequest request = SnapshotStreams.read(SnapshotRequest.CODEC, in);
            stream.patience(RemoteSnapshots.PATIENCE);
            if (!room.tryAcquire()) {
                refuse(stream, "too many snapshots under way");
                return;
            }
            try {
                answer(request, in, stream);
            } finally {
                room.release();
            }
        }
    }

    private void answer(SnapshotRequest request, InputStream in, ByteStream stream) throws IOException {
        try {
            // an empty name is not this datacenter's either
            if (!request.datacenter().equals(datacenter)) {
                throw RequestFailure.noPathToDatacenter();
            }
            switch (request.op()) {
                case SnapshotRequest.SAVE -> save(request, stream);
                case SnapshotRequest.RESTORE -> restore(request, in, stream);
                default -> throw RequestFailure.internal("unrecognized snapshot op \"" + request.op() + "\"");
            }
        } catch (RequestFailure e) {
            refuse(stream, e.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void save(SnapshotRequest request, ByteStream stream) throws IOException, InterruptedException {
        Consistency consistency = request.allowStale() ? Consistency.STALE : Consistency.DEFAULT;
        ReadOptions options = new ReadOptions(request.datacenter(), consistency, 0, Duration.ZERO, request.token());
        try (SavedSnapshot saved = saved(options)) {
            QueryMeta meta =
                    new QueryMeta(saved.index(), saved.lastContact().toNanos(), saved.knownLeader(), "", false);
            OutputStream out = stream.out();
            SnapshotStreams.write(SnapshotResponse.CODEC, new SnapshotResponse("", meta), out);
            saved.writeTo(out);
            out.flush();
            stream.endOutput();
        }
    }

    private SavedSnapshot saved(ReadOptions options) throws InterruptedException {
        try {
            return snapshots.save(options).get(SAVE_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw RequestFailure.internal("timed out waiting for a snapshot");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RequestFailure failure) {
                throw failure;
            }
            LOG.atError().setCause(e.getCause()).log("Taking a snapshot failed");
            throw RequestFailure.internal("taking a snapshot failed");
        }
    }

    private void restore(SnapshotRequest request, InputStream archive, ByteStream stream)
            throws IOException, InterruptedException {
        snapshots.restore(request.datacenter(), request.token(), archive);
        QueryMeta meta = new QueryMeta(0, 0, true, "", false);
        SnapshotStreams.write(SnapshotResponse.CODEC, new SnapshotResponse("", meta), stream.out());
        stream.endOutput();
    }

    private static void refuse(ByteStream stream, String why) throws IOException {
        SnapshotResponse response = new SnapshotResponse(why, new QueryMeta(0, 0, false, "", false));
        SnapshotStreams.write(SnapshotResponse.CODEC, response, stream.out());
        stream.endOutput();
    }
}
