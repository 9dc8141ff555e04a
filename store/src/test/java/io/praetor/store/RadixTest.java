package io.praetor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RadixTest {
    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void answersAsASortedMapDoes(int seed) {
        Chance chance = new Chance(seed);
        TreeMap<Key, Object> map = new TreeMap<>();
        Node root = null;
        Edit edit = new Edit();

        for (int step = 0; step < 500; step++) {
            if (chance.oneIn(20)) {
                edit = new Edit();
            }
            root = change(chance, map, root, edit);
            check(chance, map, root);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void leavesOlderVersionsAsTheyWere(int seed) {
        Chance chance = new Chance(seed);
        TreeMap<Key, Object> map = new TreeMap<>();
        List<Map<Key, Object>> then = new ArrayList<>();
        List<@Nullable Node> kept = new ArrayList<>();
        Node root = null;

        for (int version = 0; version < 50; version++) {
            Edit edit = new Edit();
            for (int step = 0; step < 20; step++) {
                root = change(chance, map, root, edit);
            }
            then.add(new TreeMap<>(map));
            kept.add(root);
        }

        for (int version = 0; version < kept.size(); version++) {
            assertThat(content(kept.get(version))).isEqualTo(then.get(version));
        }
    }

    @Test
    void changesItsOwnNodesInPlace() {
        Edit edit = new Edit();
        Node root = null;
        for (int i = 0; i < 100; i++) {
            root = Radix.put(root, new Leaf(Key.of("key" + i).bytes(), i), edit);
        }

        Node after = Radix.put(root, new Leaf(Key.of("key50").bytes(), "new"), edit);
        Node byAnother = Radix.put(root, new Leaf(Key.of("key50").bytes(), "newer"), new Edit());

        assertThat(after).isSameAs(root);
        assertThat(byAnother).isNotSameAs(root);
    }

    @Test
    void leavesTheNodesBelowANewBranchingUntouched() {
        Leaf long1 = new Leaf(Key.of("service/web/1").bytes(), 1);
        Leaf long2 = new Leaf(Key.of("service/web/2").bytes(), 2);
        Node before = Radix.put(long1, long2, new Edit());

        Node after = Radix.put(before, new Leaf(Key.of("service/api").bytes(), 3), new Edit());

        assertThat(Radix.under(after, Key.of("service/web").bytes())).isSameAs(before);
    }

    @Test
    void survivesKeysNestedDeeperThanAStack() {
        byte[] longest = new byte[8_000];
        Arrays.fill(longest, (byte) 'a');
        Edit edit = new Edit();
        Node root = null;
        for (int length = 0; length <= longest.length; length++) {
            root = Radix.put(root, new Leaf(Arrays.copyOf(longest, length), length), edit);
        }

        assertThat(Radix.get(root, longest)).isNotNull();
        assertThat(content(root)).hasSize(longest.length + 1);
        for (int length = longest.length; root != null; length--) {
            root = Radix.remove(root, Arrays.copyOf(longest, length), edit);
        }
        assertThat(Radix.get(root, new byte[0])).isNull();
    }

    private static @Nullable Node change(Chance chance, Map<Key, Object> map, @Nullable Node root, Edit edit) {
        Key key = chance.key();
        if (root != null && chance.oneIn(100)) {
            if (Radix.under(root, key.bytes()) == null) {
                return root;
            }
            map.keySet().removeIf(other -> other.startsWith(key));
            return Radix.cut(root, key.bytes(), edit);
        }
        if (root != null && chance.oneIn(3)) {
            return map.remove(key) == null ? root : Radix.remove(root, key.bytes(), edit);
        }
        Object value = new Object();
        map.put(key, value);
        return Radix.put(root, new Leaf(key.bytes(), value), edit);
    }

    private static void check(Chance chance, Map<Key, Object> map, @Nullable Node root) {
        Key key = chance.key();
        Leaf exact = Radix.get(root, key.bytes());
        assertThat(exact == null ? null : exact.value).isSameAs(map.get(key));

        Map<Key, Object> below = new TreeMap<>(map);
        below.keySet().removeIf(other -> !other.startsWith(key));
        assertThat(content(Radix.under(root, key.bytes()))).isEqualTo(below);

        Key longest = null;
        for (Key other : map.keySet()) {
            longest = key.startsWith(other) ? other : longest;
        }
        Leaf found = Radix.longestPrefix(root, key.bytes());
        assertThat(found == null ? null : Key.ofBytes(found.key)).isEqualTo(longest);

        if (chance.oneIn(10)) {
            assertThat(content(root)).isEqualTo(map);
            checkShape(root, 0);
        }
    }

    /// The keys and values in the order of the cursor, which must be that of the keys.
    private static Map<Key, Object> content(@Nullable Node root) {
        TreeMap<Key, Object> content = new TreeMap<>();
        LeafCursor leaves = new LeafCursor(root);
        for (Leaf leaf = leaves.next(); leaf != null; leaf = leaves.next()) {
            Key key = Key.ofBytes(leaf.key);
            assertThat(content.isEmpty() || content.lastKey().compareTo(key) < 0)
                    .isTrue();
            content.put(key, leaf.value);
        }
        return content;
    }

    /// No branching without need, no key away from its path, labels in order, small nodes small.
    private static void checkShape(@Nullable Node node, int depth) {
        if (!(node instanceof Inner inner)) {
            return;
        }
        assertThat(inner.end).isGreaterThanOrEqualTo(depth);
        assertThat(inner.fanout() + (inner.leaf == null ? 0 : 1)).isGreaterThanOrEqualTo(2);
        if (inner instanceof Wide) {
            assertThat(inner.fanout()).isGreaterThan(Narrow.CAPACITY - 2);
        }
        int last = -1;
        for (int i = 0; i < inner.fanout(); i++) {
            Node child = inner.childAt(i);
            byte[] path = child instanceof Inner below ? below.path : ((Leaf) child).key;
            assertThat(Arrays.equals(path, 0, inner.end, inner.path, 0, inner.end))
                    .isTrue();
            int label = path[inner.end] & 0xff;
            assertThat(label).isGreaterThan(last);
            assertThat(inner.child(label)).isSameAs(child);
            last = label;
            checkShape(child, inner.end + 1);
        }
        if (inner.leaf != null) {
            assertThat(inner.leaf.key).hasSize(inner.end);
        }
    }
}
