package io.praetor.gossip.serf;

import io.praetor.model.ByteText;
import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import java.util.Map;

/// How tags travel in what memberlist tells of a member (`gossip-serf.md` §2): `ff` and a map, or, from members of long
/// ago, the bare value of the tag `role`.
final class Tags {

    /// The most bytes they may have.
    static final int LIMIT = 512;

    private static final int MAGIC = 0xff;

    private Tags() {}

    /// @param limit the most bytes they may have
    /// @throws IllegalArgumentException with the original's line, when they have more
    static byte[] encode(Map<String, String> tags, int limit) {
        PackWriter out = new PackWriter();
        out.rawByte(MAGIC);
        Codecs.TEXT_MAP.pack(out, tags);
        if (out.length() > limit) {
            throw new IllegalArgumentException("Encoded length of tags exceeds limit of " + limit + " bytes");
        }
        return out.toBytes();
    }

    /// What a member says of itself; a map that cannot be read is no tags.
    static Map<String, String> decode(Bytes meta) {
        byte[] bytes = meta.array();
        if (bytes.length == 0 || (bytes[0] & 0xff) != MAGIC) {
            return Map.of("role", ByteText.decode(bytes));
        }
        try {
            Map<String, String> tags = Codecs.TEXT_MAP.unpack(new PackReader(bytes, 1, bytes.length - 1));
            return tags == null ? Map.of() : tags;
        } catch (DecodeException e) {
            return Map.of();
        }
    }
}
