package io.praetor.server.endpoint;

import io.praetor.model.snapshot.ArchiveWriter;
import io.praetor.model.snapshot.SnapshotMeta;
import io.praetor.raft.Member;
import io.praetor.raft.Membership;
import io.praetor.server.fsm.PortableState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A snapshot of this server's state.
final class LocalSnapshot implements SavedSnapshot {
    private final PortableState state;
    private final Membership membership;
    private final boolean knownLeader;
    private final Duration lastContact;
    private final Path scratch;
    private final Instant created;

    LocalSnapshot(
            PortableState state,
            Membership membership,
            boolean knownLeader,
            Duration lastContact,
            Path scratch,
            Instant created) {
        this.state = state;
        this.membership = membership;
        this.knownLeader = knownLeader;
        this.lastContact = lastContact;
        this.scratch = scratch;
        this.created = created;
    }

    @Override
    public long index() {
        return Math.max(1, state.index());
    }

    @Override
    public boolean knownLeader() {
        return knownLeader;
    }

    @Override
    public Duration lastContact() {
        return lastContact;
    }

    /// The state goes through a file first, because an archive says its length before it.
    @Override
    public void writeTo(OutputStream out) throws IOException {
        Path file = Files.createTempFile(scratch, "snapshot-", ".state");
        try {
            try (OutputStream spool = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                state.content().writeTo(spool);
            }
            try (InputStream content = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                ArchiveWriter.write(out, meta(Files.size(file)), content, created);
            }
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        // the state is memory, which goes with this object
    }

    private SnapshotMeta meta(long size) {
        List<SnapshotMeta.Server> servers =
                membership.members().stream().map(LocalSnapshot::server).toList();
        String id = state.term() + "-" + state.index() + "-" + created.toEpochMilli();
        return new SnapshotMeta(1, id, state.index(), state.term(), "", servers, membership.index(), size);
    }

    private static SnapshotMeta.Server server(Member member) {
        return new SnapshotMeta.Server(member.voter() ? 0 : 1, member.id(), member.address());
    }
}
