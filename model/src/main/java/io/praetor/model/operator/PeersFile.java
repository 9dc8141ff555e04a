package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `raft/peers.json`: the servers of a cluster that has lost its quorum, as an operator writes them down (`server.md`
/// §4). Either a list of objects with `id`, `address` and `non_voter`, or a list of addresses.
public record PeersFile(List<Server> servers) {

    /// Its name in the folder of Raft.
    public static final String NAME = "peers.json";

    /// Stands beside it since the first start, and explains it.
    public static final String INFO_NAME = "peers.info";

    /// One server.
    ///
    /// @param id       node ID; empty in a list of addresses
    /// @param address  `ip:port` of its server port
    /// @param nonVoter whether it only receives
    public record Server(String id, String address, boolean nonVoter) {}

    public PeersFile {
        servers = List.copyOf(servers);
    }

    /// Reads and checks it.
    ///
    /// @throws DecodeException with one clear line
    public static PeersFile parse(byte[] json) throws DecodeException {
        if (!(Json.parse(Codecs.ANY, json) instanceof List<?> entries)) {
            throw new DecodeException("it is not a list of servers");
        }
        List<Server> servers = new ArrayList<>();
        for (Object entry : entries) {
            servers.add(server(entry, servers.size() + 1));
        }
        check(servers);
        return new PeersFile(servers);
    }

    private static Server server(@Nullable Object entry, int position) throws DecodeException {
        return switch (entry) {
            case String address -> new Server("", address, false);
            case Map<?, ?> fields -> {
                Server server = new Server(
                        text(fields, "id", position), text(fields, "address", position), flag(fields, position));
                if (server.id().isEmpty()) {
                    throw new DecodeException("server " + position + " has no \"id\"");
                }
                yield server;
            }
            case null, default ->
                throw new DecodeException("server " + position + " is neither an object nor an address");
        };
    }

    private static String text(Map<?, ?> fields, String key, int position) throws DecodeException {
        return switch (fields.get(key)) {
            case String text -> text;
            case null -> "";
            default -> throw new DecodeException("\"" + key + "\" of server " + position + " is not a text");
        };
    }

    private static boolean flag(Map<?, ?> fields, int position) throws DecodeException {
        return switch (fields.get("non_voter")) {
            case Boolean flag -> flag;
            case null -> false;
            default -> throw new DecodeException("\"non_voter\" of server " + position + " is neither true nor false");
        };
    }

    private static void check(List<Server> servers) throws DecodeException {
        Set<String> ids = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        boolean voter = false;
        for (Server server : servers) {
            if (server.address().isEmpty()) {
                throw new DecodeException("server " + (addresses.size() + 1) + " has no \"address\"");
            }
            if (!addresses.add(server.address())) {
                throw new DecodeException("found duplicate address in configuration: " + server.address());
            }
            if (!server.id().isEmpty() && !ids.add(server.id())) {
                throw new DecodeException("found duplicate ID in configuration: " + server.id());
            }
            voter |= !server.nonVoter();
        }
        if (!voter) {
            throw new DecodeException("need at least one voter in configuration");
        }
    }

    /// As a file, with a line for each server.
    public String text() {
        return servers.stream()
                .map(server -> "  {\"id\": " + quoted(server.id()) + ", \"address\": " + quoted(server.address())
                        + ", \"non_voter\": " + server.nonVoter() + "}")
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String quoted(String text) {
        return new String(Json.compact(Codecs.TEXT, text), StandardCharsets.UTF_8);
    }
}
