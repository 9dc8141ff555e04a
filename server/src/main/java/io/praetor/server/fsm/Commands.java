package io.praetor.server.fsm;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.PackWriter;
import io.praetor.model.connect.CaLeafRequest;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.model.log.CommandType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How commands become bytes of the log: the type byte, then the MessagePack body.
public final class Commands {
    /// The most coordinates in one command.
    public static final int MAX_COORDINATES = 128;

    static final Codec<@Nullable List<NodeCoordinate>> COORDINATES = Codecs.list(NodeCoordinate.CODEC);

    private Commands() {}

    /// A command.
    public static <T> byte[] encode(CommandType type, Codec<T> codec, T body) {
        PackWriter out = new PackWriter();
        out.rawByte(type.code());
        codec.pack(out, body);
        return out.toBytes();
    }

    /// The note that a leaf was signed, which a state machine that does not know it may skip.
    public static byte[] leaf(String datacenter) {
        PackWriter out = new PackWriter();
        out.rawByte(CommandType.CONNECT_CA_LEAF.code() | CommandType.IGNORABLE);
        CaLeafRequest.CODEC.pack(out, new CaLeafRequest(CaLeafRequest.INCREMENT_INDEX, datacenter, ""));
        return out.toBytes();
    }

    /// A batch of coordinates, which a state machine that does not know it may skip.
    ///
    /// @param batch at most [#MAX_COORDINATES]
    public static byte[] coordinates(List<NodeCoordinate> batch) {
        if (batch.size() > MAX_COORDINATES) {
            throw new IllegalArgumentException(
                    "expected at most " + MAX_COORDINATES + " coordinates, got " + batch.size());
        }
        PackWriter out = new PackWriter();
        out.rawByte(CommandType.COORDINATE_BATCH.code() | CommandType.IGNORABLE);
        COORDINATES.pack(out, batch);
        return out.toBytes();
    }
}
