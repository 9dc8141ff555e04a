package io.praetor.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.rpc.wire.Budget;
import io.praetor.rpc.yamux.YamuxSettings;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Recorded connections with some of their bytes changed, left out or doubled, cut anywhere: no exception escapes, no
/// buffer is left, nothing stays charged.
class ServerPortFuzzTest {
    private static final HexFormat HEX = HexFormat.of();

    private final Random random = new Random(7);
    private final Budget budget = new Budget(1 << 20);
    private final List<CallHandler.Call> parked = new ArrayList<>();
    private final List<Throwable> escaped = new ArrayList<>();

    private void handle(CallHandler.Call call) {
        switch (random.nextInt(4)) {
            case 0 -> call.fail("no", random.nextBoolean());
            case 1 -> parked.add(call);
            default -> call.reply(call.body());
        }
    }

    private PortContext context() {
        return new PortContext(
                new CallService(this::handle, 4096, Telemetry.NONE),
                new CallService(this::handle, 4096, Telemetry.NONE, true),
                budget,
                100_000,
                100_000,
                YamuxSettings.DEFAULT,
                null,
                Runnable::run,
                null,
                RpcTls.none());
    }

    @Test
    void survivesChangedConnections() throws IOException {
        List<byte[]> recorded = recorded();
        for (int run = 0; run < 500; run++) {
            play(changed(recorded.get(run % recorded.size())));
        }
        assertThat(escaped).isEmpty();
    }

    @Test
    void survivesBytesAtRandom() {
        for (int run = 0; run < 200; run++) {
            byte[] bytes = new byte[1 + random.nextInt(100)];
            random.nextBytes(bytes);
            bytes[0] = (byte) (run % 2 == 0 ? FirstByte.PLAIN : FirstByte.YAMUX);
            play(bytes);
        }
        assertThat(escaped).isEmpty();
    }

    private static List<byte[]> recorded() throws IOException {
        JsonNode vectors;
        try (InputStream in = ServerPortFuzzTest.class.getResourceAsStream("/rpc-vectors.json")) {
            vectors = new ObjectMapper().readTree(in);
        }
        StringBuilder session = new StringBuilder("04");
        for (JsonNode frame : vectors.at("/yamux_opening/frames")) {
            if (frame.get("sender").asText().equals("client")) {
                session.append(frame.get("header_hex").asText())
                        .append(frame.path("data_hex").asText(""));
            }
        }
        StringBuilder plain = new StringBuilder("00");
        for (JsonNode call : vectors.get("plain_connection_first_byte_00")) {
            plain.append(call.get("request_hex").asText());
        }
        return List.of(HEX.parseHex(session), HEX.parseHex(plain));
    }

    private byte[] changed(byte[] bytes) {
        byte[] copy = bytes.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = 1 + random.nextInt(copy.length - 1);
            switch (random.nextInt(3)) {
                case 0 -> copy[at] = (byte) random.nextInt();
                case 1 -> {
                    byte[] shorter = Arrays.copyOf(copy, copy.length - 1);
                    System.arraycopy(copy, at + 1, shorter, at, copy.length - at - 1);
                    copy = shorter;
                }
                default -> {
                    byte[] longer = Arrays.copyOf(copy, copy.length + 1);
                    System.arraycopy(copy, at, longer, at + 1, copy.length - at);
                    copy = longer;
                }
            }
        }
        return copy;
    }

    private void play(byte[] bytes) {
        UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(memory);
        channel.pipeline().addLast(new FirstByte(context(), Duration.ofSeconds(5)));
        int at = 0;
        while (at < bytes.length && channel.isOpen()) {
            int length = 1 + random.nextInt(Math.min(bytes.length - at, random.nextBoolean() ? 5 : 2000));
            channel.writeInbound(Unpooled.copiedBuffer(bytes, at, length));
            at += length;
            channel.runPendingTasks();
            // the pipeline's last place, whoever holds the one before it
            if (!(channel.pipeline().last() instanceof Escaped)) {
                channel.pipeline().addLast(new Escaped());
            }
            if (random.nextInt(3) == 0) {
                answerParked();
            }
        }
        channel.runPendingTasks();
        discard(channel);
        var _ = channel.close();
        channel.runPendingTasks();
        answerParked();
        channel.finishAndReleaseAll();
        assertThat(budget.taken()).isZero();
        assertThat(memory.metric().usedHeapMemory()).isZero();
    }

    private void answerParked() {
        List<CallHandler.Call> waiting = List.copyOf(parked);
        parked.clear();
        waiting.forEach(call -> call.reply(new byte[] {(byte) 0x80}));
    }

    private static void discard(EmbeddedChannel channel) {
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            out.release();
        }
    }

    private final class Escaped extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            escaped.add(cause);
        }
    }
}
