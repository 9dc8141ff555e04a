package io.praetor.raft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.rpc.RaftClientService;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileResponse;
import com.alipay.sofa.jraft.rpc.RpcResponseClosureAdapter;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotCopier;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotReader;
import com.google.protobuf.Message;
import io.praetor.raft.RaftFiles.RaftFile;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Copies a snapshot from the leader, piece by piece, checks it and makes it ours.
final class SnapshotCopy extends SnapshotCopier implements Runnable {

    /// Bytes asked for at a time.
    static final int PIECE_BYTES = 1 << 20;

    private static final int PIECE_TIMEOUT_MILLIS = 10_000;

    private final StateSnapshots snapshots;
    private final String uri;
    private final RaftClientService service;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean cancelled;
    private volatile @Nullable SnapshotReader reader;

    SnapshotCopy(StateSnapshots snapshots, String uri, RaftClientService service) {
        this.snapshots = snapshots;
        this.uri = uri;
        this.service = service;
    }

    @Override
    public void run() {
        try {
            fetchAll();
            reader = snapshots.open();
        } catch (IOException e) {
            setError(StateSnapshots.PASSING, "%s", e.getMessage());
        } catch (InterruptedException e) {
            setError(StateSnapshots.PASSING, "interrupted");
            Thread.currentThread().interrupt();
        } finally {
            finished.countDown();
        }
    }

    private void fetchAll() throws IOException, InterruptedException {
        String[] parts = uri.substring(StateSnapshots.SCHEME.length()).split("/", 2);
        if (!uri.startsWith(StateSnapshots.SCHEME) || parts.length != 2) {
            throw new IOException("snapshot is at \"" + uri + "\", expected remote://id/name");
        }
        String[] numbers = parts[1].split("-", 3);
        SnapshotStore.Id id;
        try {
            id = new SnapshotStore.Id(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException("snapshot is at \"" + uri + "\", expected remote://id/index-term-number", e);
        }
        try (RaftFile file = snapshots.store().createCopy(id)) {
            long at = 0;
            boolean more = true;
            while (more) {
                GetFileResponse piece = fetch(parts[0], parts[1], at);
                file.write(piece.getData().asReadOnlyByteBuffer(), at);
                at += piece.getData().size();
                more = !piece.getEof();
                if (more && piece.getData().isEmpty()) {
                    throw new IOException("the leader sent an empty piece at offset " + at);
                }
            }
            file.force();
            snapshots.store().adopt(id);
        } catch (IOException e) {
            snapshots.store().discardCopy(id, e);
            throw e;
        }
    }

    private GetFileResponse fetch(String peer, String name, long at) throws IOException, InterruptedException {
        if (cancelled) {
            throw new IOException("cancelled");
        }
        GetFileRequest request = GetFileRequest.newBuilder()
                .setReaderId(0)
                .setFilename(name)
                .setOffset(at)
                .setCount(PIECE_BYTES)
                .setReadPartly(true)
                .build();
        Future<Message> answer = service.getFile(
                Peers.endpoint(peer), request, PIECE_TIMEOUT_MILLIS, new RpcResponseClosureAdapter<GetFileResponse>() {
                    @Override
                    public void run(Status status) {}
                });
        try {
            Message message = answer.get(2L * PIECE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            if (message instanceof GetFileResponse piece) {
                return piece;
            }
            throw new IOException("the leader refused a piece of the snapshot: " + message);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("cannot get a piece of the snapshot at offset " + at + ": " + e, e);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void join() throws InterruptedException {
        finished.await();
    }

    /// [StateSnapshots] starts it.
    @Override
    public void start() {}

    @Override
    @SuppressWarnings("NullAway") // null is how JRaft is told that it failed
    public SnapshotReader getReader() {
        return reader;
    }

    @Override
    public void close() throws IOException {
        cancel();
        try {
            join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
