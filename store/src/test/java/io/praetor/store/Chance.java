package io.praetor.store;

import static io.praetor.store.Instance.BY_GROUP;
import static io.praetor.store.Instance.BY_ID;
import static io.praetor.store.Instance.BY_LABEL;
import static io.praetor.store.Instance.BY_SERIAL;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Seeded rows, keys and queries, made to collide: short keys over few bytes, so that they are often equal or prefixes
/// of each other, with the lowest and highest byte and some above 0x7f among them.
final class Chance {
    private static final String FEW_BYTES = "ab\u0000\u0080\u00ff";
    private static final List<Index<Instance>> INDEXES = List.of(BY_ID, BY_SERIAL, BY_GROUP, BY_LABEL);

    private final SplittableRandom random;
    private int versions;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /// Of 0 to 4 bytes; sometimes with any byte, to make wide nodes.
    String text() {
        StringBuilder text = new StringBuilder();
        boolean anyByte = oneIn(4);
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(anyByte ? (char) random.nextInt(256) : FEW_BYTES.charAt(random.nextInt(FEW_BYTES.length())));
        }
        return text.toString();
    }

    Key key() {
        return Instance.key(text());
    }

    Instance row() {
        List<String> labels = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            labels.add(text());
        }
        return new Instance(text(), oneIn(2) ? null : text(), oneIn(4) ? null : text(), labels, versions++);
    }

    Query query() {
        Index<Instance> index = INDEXES.get(random.nextInt(INDEXES.size()));
        return switch (random.nextInt(5)) {
            case 0 -> new Query.Get(key());
            case 1 -> new Query.First(index, key());
            case 2 -> new Query.Lookup(index, key());
            case 3 -> new Query.LongestPrefix(index, key());
            default -> new Query.Scan(index, key());
        };
    }
}
