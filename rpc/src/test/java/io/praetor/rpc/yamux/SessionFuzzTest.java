package io.praetor.rpc.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Bytes and frames of no sense: the session ends, or goes on; nothing is thrown, nothing is held beyond the windows.
class SessionFuzzTest {
    private static final YamuxSettings SETTINGS = new YamuxSettings(
            8, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5));

    @Test
    void survivesRandomBytes() {
        Random random = new Random(3);
        for (int run = 0; run < 300; run++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            play(random, run % 2 == 0, List.of(Unpooled.wrappedBuffer(bytes)));
        }
    }

    @Test
    void survivesRandomFrames() {
        Random random = new Random(4);
        for (int run = 0; run < 200; run++) {
            List<ByteBuf> frames = new ArrayList<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                frames.add(frame(random));
            }
            play(random, run % 2 == 0, frames);
        }
    }

    private static ByteBuf frame(Random random) {
        int type = random.nextInt(20) == 0 ? random.nextInt(6) : random.nextInt(3);
        int flags = random.nextInt(3) == 0 ? random.nextInt(16) : random.nextInt(2);
        int stream = random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(20);
        if (type == Frame.DATA && random.nextInt(10) != 0) {
            return Frames.data(flags, stream, random.nextInt(random.nextInt(10) == 0 ? 200_000 : 50));
        }
        return Frames.header(type, flags, stream, random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(100));
    }

    private static void play(Random random, boolean client, List<ByteBuf> input) {
        RecordingOwner owner = new RecordingOwner();
        List<RecordingListener> listeners = new ArrayList<>();
        Session session = client
                ? Session.client(SETTINGS, owner)
                : Session.server(
                        SETTINGS,
                        stream -> {
                            RecordingListener listener = new RecordingListener();
                            listeners.add(listener);
                            stream.send(Unpooled.wrappedBuffer(new byte[random.nextInt(300_000)]));
                            return listener;
                        },
                        owner);
        UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(memory);
        channel.pipeline().addLast(session);
        if (client) {
            for (int i = 0; i < 5; i++) {
                RecordingListener listener = new RecordingListener();
                listeners.add(listener);
                session.open(listener).send(Unpooled.wrappedBuffer(new byte[random.nextInt(300_000)]));
            }
        }
        for (ByteBuf bytes : input) {
            if (channel.isOpen()) {
                channel.writeInbound(bytes);
                channel.runPendingTasks();
            }
            assertThat(listeners).allMatch(listener -> listener.unconsumed <= Frame.WINDOW);
        }
        channel.finishAndReleaseAll();
        assertThat(owner.closed).isEqualTo(1);
        assertThat(listeners).allMatch(listener -> listener.closed == 1);
        assertThat(session.streams()).isZero();
        assertThat(memory.metric().usedHeapMemory())
                .as("bytes held after the end")
                .isZero();
    }
}
