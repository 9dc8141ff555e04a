package io.praetor.rpc.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Two sessions, random deeds, bytes cut anywhere: what arrives is what was sent.
class SessionPropertyTest {

    /// One end of a stream and what it has done.
    private static final class End {
        final RecordingListener listener = new RecordingListener();
        final ByteBuf sent = Unpooled.buffer();

        @Nullable Stream opened;

        boolean ended;
        boolean reset;

        Stream stream() {
            return Objects.requireNonNull(opened);
        }
    }

    private static final class Pair {
        final End opener = new End();

        @Nullable End taker;
    }

    private final List<Pair> pairs = new ArrayList<>();
    private final List<End> taken = new ArrayList<>();

    @Test
    void deliversWhatWasSentWhateverThePieces() {
        for (int seed = 0; seed < 6; seed++) {
            pairs.clear();
            taken.clear();
            play(new Random(seed));
        }
    }

    private void play(Random random) {
        try (InMemoryPipe pipe = new InMemoryPipe(random)) {
            Session client = Session.client(YamuxSettings.DEFAULT, new RecordingOwner());
            Session server = Session.server(
                    YamuxSettings.DEFAULT,
                    stream -> {
                        End end = new End();
                        end.opened = stream;
                        taken.add(end);
                        return end.listener;
                    },
                    new RecordingOwner());
            pipe.left.pipeline().addLast(client);
            pipe.right.pipeline().addLast(server);
            for (int step = 0; step < 400; step++) {
                act(random, client);
                pipe.step();
                check();
            }
            for (int round = 0; round < 50; round++) {
                pipe.settle();
                all().forEach(end -> consume(end, end.listener.unconsumed));
            }
            check();
            for (Pair pair : pairs) {
                if (pair.taker != null) {
                    complete(pair.opener, pair.taker);
                    complete(pair.taker, pair.opener);
                }
            }
            assertThat(client.streams()).isEqualTo(server.streams());
            all().forEach(end -> end.stream().end());
            // whoever has ended takes nothing more; what still waits for it is given up after a while
            for (int i = 0; i < 11; i++) {
                pipe.settle();
                pipe.pass(Duration.ofSeconds(30));
            }
            assertThat(client.streams()).isZero();
            assertThat(server.streams()).isZero();
            assertThat(all()).allMatch(end -> end.listener.closed == 1);
        }
    }

    private List<End> all() {
        List<End> ends = new ArrayList<>();
        for (Pair pair : pairs) {
            ends.add(pair.opener);
            if (pair.taker != null) {
                ends.add(pair.taker);
            }
        }
        return ends;
    }

    private void act(Random random, Session client) {
        if (pairs.size() < 20 && random.nextInt(10) == 0) {
            Pair pair = new Pair();
            pair.opener.opened = client.open(pair.opener.listener);
            pairs.add(pair);
        }
        match();
        List<End> ends = all();
        if (ends.isEmpty()) {
            return;
        }
        End end = ends.get(random.nextInt(ends.size()));
        switch (random.nextInt(20)) {
            case 0 -> {
                end.ended = true;
                end.stream().end();
            }
            case 1 -> {
                if (random.nextInt(4) == 0) {
                    end.reset = true;
                    end.stream().reset();
                }
            }
            case 2, 3, 4, 5, 6 -> consume(end, random.nextInt(end.listener.unconsumed + 1));
            default -> send(end, random);
        }
    }

    private void match() {
        for (Pair pair : pairs) {
            for (End end : taken) {
                if (pair.taker == null && end.stream().id == pair.opener.stream().id) {
                    pair.taker = end;
                }
            }
        }
    }

    private static void send(End end, Random random) {
        byte[] bytes = new byte[random.nextInt(random.nextInt(12) == 0 ? 300_000 : 600)];
        random.nextBytes(bytes);
        if (!end.ended && !end.reset && end.listener.closed == 0) {
            end.sent.writeBytes(bytes);
        }
        end.stream().send(Unpooled.wrappedBuffer(bytes));
    }

    private static void consume(End end, int bytes) {
        end.listener.unconsumed -= bytes;
        end.stream().consumed(bytes);
    }

    private void check() {
        for (End end : all()) {
            assertThat(end.listener.unconsumed).isLessThanOrEqualTo(Frame.WINDOW);
            assertThat(end.listener.closed).isLessThanOrEqualTo(1);
        }
    }

    private static void complete(End from, End to) {
        boolean undisturbed = from.listener.cause == null && to.listener.cause == null && !to.ended;
        byte[] sent = new byte[from.sent.readableBytes()];
        from.sent.getBytes(0, sent);
        byte[] got = to.listener.bytes();
        if (undisturbed) {
            assertThat(Arrays.mismatch(got, sent)).isEqualTo(-1);
            assertThat(to.listener.ended || to.listener.closed == 1 || !from.ended)
                    .isTrue();
        } else {
            assertThat(Arrays.mismatch(got, Arrays.copyOf(sent, got.length))).isEqualTo(-1);
        }
    }
}
