package io.praetor.server.endpoint;

import io.praetor.model.Bytes;
import io.praetor.model.log.CommandType;
import io.praetor.model.snapshot.ArchiveException;
import io.praetor.model.snapshot.ArchiveReader;
import io.praetor.raft.ReplicatedLog;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.fsm.Commands;
import io.praetor.server.fsm.PortableState;
import io.praetor.server.fsm.RestoreBegin;
import io.praetor.server.fsm.RestoreChunk;
import io.praetor.server.fsm.RestoreCommit;
import io.praetor.server.leader.Leadership;
import io.praetor.server.leader.Writes;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.ReadOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Saving the state as an archive, and putting one in its place (`snapshot.md`,
/// `docs/decisions/0003-restore-through-the-log.md`).
public final class LocalSnapshots implements Snapshots {
    /// Pieces on their way into the log at a time: enough to keep the disk busy, few enough for its memory.
    private static final int IN_FLIGHT = 8;

    /// How long one piece, and the leader's start after it, may take.
    private static final long STEP_SECONDS = 120;

    private final Here here;
    private final Supplier<PortableState> states;
    private final ReplicatedLog log;
    private final Leadership leadership;
    private final Writes writes;
    private final Supplier<CompletableFuture<Void>> leaderActions;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private final Path scratch;

    /// @param states        the state as of the last command
    /// @param leaderActions runs once more what a leader does when it begins, for what it looks after was replaced
    /// @param ids           makes an id for each restore
    /// @param scratch       a folder for what does not fit in memory
    public LocalSnapshots(
            Here here,
            Supplier<PortableState> states,
            ReplicatedLog log,
            Leadership leadership,
            Writes writes,
            Supplier<CompletableFuture<Void>> leaderActions,
            Supplier<String> ids,
            InstantSource clock,
            Path scratch) {
        this.here = here;
        this.states = states;
        this.log = log;
        this.leadership = leadership;
        this.writes = writes;
        this.leaderActions = leaderActions;
        this.ids = ids;
        this.clock = clock;
        this.scratch = scratch;
    }

    @Override
    public CompletableFuture<SavedSnapshot> save(ReadOptions options) {
        return here.admit(options.datacenter(), options.token(), by -> {
            // reading gives everything away, all tokens included
            by.require(Resource.ACL, "", Access.WRITE);
            return saved(options);
        });
    }

    private CompletableFuture<SavedSnapshot> saved(ReadOptions options) {
        CompletableFuture<SavedSnapshot> done = new CompletableFuture<>();
        Runnable take = () -> done.complete(new LocalSnapshot(
                states.get(),
                log.membership(),
                leadership.known(),
                leadership.lastContact(),
                scratch,
                clock.instant()));
        if (options.consistency() == Consistency.STALE && leadership.everKnown()) {
            take.run();
        } else {
            leadership.whenLeading(take, done::completeExceptionally);
        }
        return done;
    }

    @Override
    public void restore(@Nullable String datacenter, String token, InputStream archive)
            throws IOException, InterruptedException {
        await(
                here.admit(datacenter, token, by -> {
                    by.require(Resource.ACL, "", Access.WRITE);
                    return CompletableFuture.<@Nullable Void>completedFuture(null);
                }),
                "timed out waiting to know who asks");
        Path file = Files.createTempFile(scratch, "restore-", ".state");
        try {
            try (OutputStream spool = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                ArchiveReader.read(archive, spool);
            } catch (ArchiveException e) {
                throw RequestFailure.internal(String.valueOf(e.getMessage()));
            }
            replicate(file);
        } finally {
            Files.delete(file);
        }
        await(leaderActions.get(), "timed out waiting for re-run of leader actions");
        // what was just written to the log piece by piece is one snapshot now
        await(log.snapshot(), "timed out waiting for the log to take a snapshot");
    }

    private void replicate(Path file) throws IOException, InterruptedException {
        String id = ids.get();
        Deque<CompletableFuture<@Nullable Object>> open = new ArrayDeque<>();
        open.add(writes.propose(
                Commands.encode(CommandType.RESTORE_BEGIN, RestoreBegin.CODEC, new RestoreBegin(id, 0))));
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            long sequence = 0;
            for (byte[] piece = next(in); piece.length > 0; piece = next(in)) {
                digest.update(piece);
                RestoreChunk chunk = new RestoreChunk(id, sequence++, Bytes.of(piece));
                open.add(writes.propose(Commands.encode(CommandType.RESTORE_CHUNK, RestoreChunk.CODEC, chunk)));
                if (open.size() == IN_FLIGHT) {
                    await(open.remove(), "timed out writing the snapshot to the log");
                }
            }
        }
        while (!open.isEmpty()) {
            await(open.remove(), "timed out writing the snapshot to the log");
        }
        RestoreCommit commit = new RestoreCommit(id, Bytes.of(digest.digest()));
        await(
                writes.propose(Commands.encode(CommandType.RESTORE_COMMIT, RestoreCommit.CODEC, commit)),
                "timed out waiting for the snapshot to be put in place");
    }

    private static byte[] next(InputStream in) throws IOException {
        return in.readNBytes(RestoreChunk.MAX_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void await(CompletableFuture<?> step, String late) throws InterruptedException {
        try {
            var _ = step.get(STEP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof RequestFailure failure
                    ? failure
                    : RequestFailure.internal(cause == null ? "" : String.valueOf(cause.getMessage()));
        } catch (TimeoutException e) {
            throw RequestFailure.internal(late);
        }
    }
}
