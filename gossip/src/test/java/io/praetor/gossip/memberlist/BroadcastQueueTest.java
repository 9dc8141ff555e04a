package io.praetor.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BroadcastQueueTest {

    private final List<String> finished = new ArrayList<>();
    private int nodes = 1;
    private final BroadcastQueue queue = new BroadcastQueue(2, () -> nodes);

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 3", "9, 3", "10, 6", "99, 6", "100, 9", "999999, 18", "2147483647, 30"})
    void sendsOftenerInALargerPool(int nodes, int limit) {
        assertThat(BroadcastQueue.transmitLimit(3, nodes)).isEqualTo(limit);
    }

    @Test
    void dropsAMessageThatWasSentOftenEnough() {
        queue("a", "one");

        assertThat(take(100)).containsExactly("one");
        assertThat(finished).isEmpty();
        assertThat(take(100)).containsExactly("one");
        assertThat(finished).containsExactly("one");
        assertThat(take(100)).isEmpty();
        assertThat(queue.size()).isZero();
    }

    @Test
    void learnsThatThePoolHasGrown() {
        nodes = 100;
        queue("a", "one");

        for (int i = 0; i < 6; i++) {
            assertThat(take(100)).containsExactly("one");
        }

        assertThat(take(100)).isEmpty();
    }

    @Test
    void replacesAMessageOfTheSameName() {
        queue("a", "old");
        take(100);
        queue("a", "new");

        assertThat(finished).containsExactly("old");
        assertThat(take(100)).containsExactly("new");
        assertThat(take(100)).containsExactly("new");
        assertThat(take(100)).isEmpty();
    }

    @Test
    void keepsMessagesWithoutAName() {
        queue(null, "one");
        queue(null, "two");

        assertThat(take(100)).containsExactly("two", "one");
    }

    @Test
    void sendsFirstWhatWasSentLeastThenTheLongestThenTheNewest() {
        nodes = 10;
        queue("a", "sent once already, and long");
        take(100);
        queue("b", "short1");
        queue("c", "longer1");
        queue("d", "short2");

        assertThat(take(100)).containsExactly("longer1", "short2", "short1", "sent once already, and long");
    }

    @Test
    void fillsGapsWithSmallerMessages() {
        queue("a", "0123456789");
        queue("b", "01234567");
        queue("c", "0123");

        assertThat(take(20)).containsExactly("0123456789", "0123");
        assertThat(take(12)).containsExactly("01234567");
    }

    @Test
    void countsTheOverheadOfEachMessage() {
        queue("a", "0123");
        queue("b", "4567");

        assertThat(take(11)).hasSize(1);
        assertThat(take(12)).hasSize(2);
    }

    @Test
    void prunesWhatWasSentOftenestAndIsOldest() {
        nodes = 10;
        queue("a", "sent");
        take(100);
        queue("b", "old1");
        queue("c", "new1");

        queue.prune(1);

        assertThat(finished).containsExactly("sent", "old1");
        assertThat(take(100)).containsExactly("new1");
    }

    @Test
    void takesAQueuedMessageFromWithinAFinish() {
        nodes = 0;
        queue.queue("a", new byte[1], () -> queue("a", "again"));

        take(100);

        assertThat(queue.size()).isEqualTo(1);
        assertThat(take(100)).containsExactly("again");
    }

    /// Against a plain list that is sorted anew each time.
    @Test
    void agreesWithANaiveQueue() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        NaiveQueue naive = new NaiveQueue();
        nodes = 1000;

        for (int step = 0; step < 3000; step++) {
            if (random.nextInt(3) > 0) {
                String name = "n" + random.nextInt(40);
                byte[] message = new byte[1 + random.nextInt(30)];
                queue.queue(name, message, null);
                naive.queue(name, message);
            } else {
                int room = random.nextInt(200);
                assertThat(queue.take(2, room)).as("step %d", step).isEqualTo(naive.take(room));
            }
            assertThat(queue.size()).isEqualTo(naive.items.size());
        }
    }

    private void queue(@Nullable String name, String message) {
        queue.queue(name, message.getBytes(StandardCharsets.UTF_8), () -> finished.add(message));
    }

    private List<String> take(int room) {
        return queue.take(2, room).stream()
                .map(message -> new String(message, StandardCharsets.UTF_8))
                .toList();
    }

    private static final class NaiveQueue {
        record Item(String name, Bytes message, int transmits, long id) {}

        private static final int LIMIT = 8;
        private final List<Item> items = new ArrayList<>();
        private long lastId;

        void queue(String name, byte[] message) {
            items.removeIf(item -> item.name.equals(name));
            items.add(new Item(name, Bytes.of(message), 0, ++lastId));
        }

        List<byte[]> take(int room) {
            items.sort((a, b) -> {
                int byTransmits = Integer.compare(a.transmits, b.transmits);
                int byLength = Integer.compare(b.message.length(), a.message.length());
                return byTransmits != 0 ? byTransmits : byLength != 0 ? byLength : Long.compare(b.id, a.id);
            });
            List<byte[]> taken = new ArrayList<>();
            int left = room;
            for (Item item : List.copyOf(items)) {
                if (item.message.length() + 2 <= left) {
                    left -= item.message.length() + 2;
                    taken.add(item.message.array());
                    items.remove(item);
                    if (item.transmits + 1 < LIMIT) {
                        items.add(new Item(item.name, item.message, item.transmits + 1, item.id));
                    }
                }
            }
            return taken;
        }
    }
}
