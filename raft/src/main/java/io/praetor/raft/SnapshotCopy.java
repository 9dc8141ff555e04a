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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies a snapshot from the leader, piece by piece, checks it and makes it ours. Pieces are as long as the link is
/// quick,
/// and one that does not come is asked for again: a busy machine or a slow link must not let the copy begin anew for
/// ever.
final class SnapshotCopy extends SnapshotCopier implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotCopy.class);

    private static final int PIECE_TIMEOUT_MILLIS = 10_000;

    /// So often in a row a piece is asked for; in vain, the leader has to begin again.
    private static final int ATTEMPTS = 5;

    private static final long PAUSE_MILLIS = 200;

    private final StateSnapshots snapshots;
    private final String uri;
    private final RaftClientService service;
    private final LongSupplier clock;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final PieceSize size = new PieceSize();
    private volatile @Nullable Future<Message> asking;
    private volatile @Nullable SnapshotReader reader;

    /// @param clock in milliseconds
    SnapshotCopy(StateSnapshots snapshots, String uri, RaftClientService service, LongSupplier clock) {
        this.snapshots = snapshots;
        this.uri = uri;
        this.service = service;
        this.clock = clock;
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
        for (int attempt = 1; ; attempt++) {
            if (cancelled.getCount() == 0) {
                throw new IOException("cancelled");
            }
            long asked = clock.getAsLong();
            try {
                GetFileResponse piece = ask(peer, name, at);
                size.came(clock.getAsLong() - asked);
                return piece;
            } catch (ExecutionException | TimeoutException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException("cannot get a piece of the snapshot at offset " + at + ": " + e, e);
                }
                LOG.info("asking for a piece of the snapshot again: offset={} error={}", at, e.getMessage());
                size.lost();
                var _ = cancelled.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private GetFileResponse ask(String peer, String name, long at)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        GetFileRequest request = GetFileRequest.newBuilder()
                .setReaderId(0)
                .setFilename(name)
                .setOffset(at)
                .setCount(size.bytes())
                .setReadPartly(true)
                .build();
        Future<Message> answer = service.getFile(
                Peers.endpoint(peer), request, PIECE_TIMEOUT_MILLIS, new RpcResponseClosureAdapter<GetFileResponse>() {
                    @Override
                    public void run(Status status) {}
                });
        asking = answer;
        if (cancelled.getCount() == 0) {
            // perhaps before there was something to cancel
            boolean _ = answer.cancel(true);
        }
        try {
            if (answer.get(2L * PIECE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS) instanceof GetFileResponse piece) {
                return piece;
            }
        } catch (CancellationException e) {
            throw new IOException("cancelled", e);
        }
        throw new IOException("the leader does not offer snapshot \"" + name + "\" any more");
    }

    /// Also what is asked for: a leader that went silent must not keep the next one waiting.
    @Override
    public void cancel() {
        cancelled.countDown();
        Future<Message> answer = asking;
        if (answer != null) {
            boolean _ = answer.cancel(true);
        }
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
