package io.praetor.gossip.serf;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import io.praetor.model.codec.StructCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who is meant by a question (`gossip-serf.md` §6, filters): a type byte, then names or a tag with a regular
/// expression.
final class QueryFilter {

    private static final int NODES = 0;
    private static final int TAG = 1;

    private record TagFilter(String tag, String expr) {

        static final StructCodec<TagFilter> CODEC = StructCodec.<TagFilter>of("filterTag")
                .field("Tag", Codecs.TEXT, TagFilter::tag)
                .field("Expr", Codecs.TEXT, TagFilter::expr)
                .build(v -> new TagFilter(v.next(), v.next()));
    }

    private QueryFilter() {}

    /// The filters of a question; null when everybody is meant.
    ///
    /// @throws IllegalArgumentException with a line for people, for an expression that is none
    static @Nullable List<@Nullable Bytes> encode(List<String> nodes, Map<String, String> tags) {
        List<@Nullable Bytes> filters = new ArrayList<>();
        if (!nodes.isEmpty()) {
            PackWriter out = new PackWriter();
            out.rawByte(NODES);
            Codecs.TEXTS.pack(out, nodes);
            filters.add(Bytes.of(out.toBytes()));
        }
        for (Map.Entry<String, String> tag : new TreeMap<>(tags).entrySet()) {
            Regexp.compile(tag.getValue());
            PackWriter out = new PackWriter();
            out.rawByte(TAG);
            TagFilter.CODEC.pack(out, new TagFilter(tag.getKey(), tag.getValue()));
            filters.add(Bytes.of(out.toBytes()));
        }
        return filters.isEmpty() ? null : filters;
    }

    /// Whether all filters mean this member; one that cannot be understood means nobody.
    static boolean matches(@Nullable List<@Nullable Bytes> filters, String name, Map<String, String> tags) {
        if (filters == null) {
            return true;
        }
        for (Bytes filter : filters) {
            if (filter == null || !matches(filter.array(), name, tags)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(byte[] filter, String name, Map<String, String> tags) {
        if (filter.length == 0) {
            return false;
        }
        PackReader in = new PackReader(filter, 1, filter.length - 1);
        try {
            return switch (filter[0]) {
                case NODES -> {
                    List<String> names = Codecs.TEXTS.unpack(in);
                    yield names != null && names.contains(name);
                }
                case TAG -> {
                    TagFilter tag = TagFilter.CODEC.unpack(in);
                    yield Regexp.compile(tag.expr)
                            .matcher(tags.getOrDefault(tag.tag, ""))
                            .find();
                }
                default -> false;
            };
        } catch (DecodeException | IllegalArgumentException e) {
            return false;
        }
    }
}
