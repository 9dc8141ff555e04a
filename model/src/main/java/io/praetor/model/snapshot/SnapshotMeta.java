package io.praetor.model.snapshot;

import java.util.List;

/// What `meta.json` says about a snapshot (spec/snapshot.md section 1).
///
/// @param version            1; 0 marks an archive of which only the peers are meaningful
/// @param id                 `<term>-<index>-<unix milliseconds>`
/// @param index              the last log entry included
/// @param term               the term of that entry
/// @param peers              base64 of the msgpack list of voter addresses, kept for old readers; empty when absent
/// @param servers            the Raft configuration at the time; a restore through the API ignores it
/// @param configurationIndex the log index of that configuration
/// @param size               length of `state.bin` in bytes
public record SnapshotMeta(
        int version,
        String id,
        long index,
        long term,
        String peers,
        List<Server> servers,
        long configurationIndex,
        long size) {

    /// One server of the Raft configuration.
    ///
    /// @param suffrage 0 voter, 1 non-voter, 2 staging
    /// @param id       the node's UUID, or its address in old archives
    /// @param address  `ip:port` of the server port
    public record Server(int suffrage, String id, String address) {}

    /// Copies the list of servers.
    public SnapshotMeta {
        servers = List.copyOf(servers);
    }
}
