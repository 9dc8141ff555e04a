package io.praetor.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/// One thread that asks one DNS question again and again over UDP, with so many under way at a time.
final class DnsLoad {
    private static final int TYPE_A = 1;
    private static final int TYPE_SRV = 33;
    private static final int HEADER = 12;

    /// A question that is not answered in this time is lost; it counts as an error.
    private static final long LOST_NANOS = 1_000_000_000L;

    private final int port;
    private final int underWay;

    DnsLoad(int port, int underWay) {
        this.port = port;
        this.underWay = underWay;
    }

    /// What came of it.
    ///
    /// @param micros how long answers took, sorted
    record Result(long answers, double seconds, long errors, List<Integer> micros) {
        double perSecond() {
            return answers / seconds;
        }

        double millis(double quantile) {
            return micros.isEmpty() ? 0 : micros.get((int) ((micros.size() - 1) * quantile)) / 1000.0;
        }
    }

    /// Asks for so many seconds.
    ///
    /// @param records that a right answer has
    Result run(String name, boolean srv, int records, double seconds) throws IOException {
        byte[] query = query(name, srv ? TYPE_SRV : TYPE_A);
        ByteBuffer out = ByteBuffer.allocateDirect(query.length).put(query).flip();
        ByteBuffer in = ByteBuffer.allocateDirect(4096);
        long[] sent = new long[1 << 16];
        ArrayDeque<Integer> free = new ArrayDeque<>();
        for (int id = 0; id < underWay; id++) {
            free.add(id);
        }
        int[] micros = new int[1 << 22];
        long answers = 0;
        long errors = 0;
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long now = start;
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            while (now < end) {
                while (!free.isEmpty()) {
                    int id = free.poll();
                    out.clear();
                    out.putShort(0, (short) id);
                    sent[id] = System.nanoTime();
                    channel.write(out);
                }
                in.clear();
                int length = channel.read(in);
                now = System.nanoTime();
                if (length <= 0) {
                    errors += lost(sent, now, free);
                    Thread.onSpinWait();
                    continue;
                }
                int id = in.getShort(0) & 0xffff;
                if (sent[id] != 0) {
                    boolean right = (in.get(3) & 0xf) == 0 && in.getShort(6) == records;
                    errors += right ? 0 : 1;
                    micros[(int) (answers++ & micros.length - 1)] = (int) ((now - sent[id]) / 1000);
                    sent[id] = 0;
                    free.add(id);
                }
            }
        }
        int[] sorted = Arrays.copyOf(micros, (int) Math.min(answers, micros.length));
        Arrays.sort(sorted);
        return new Result(
                answers,
                (now - start) / 1e9,
                errors,
                Arrays.stream(sorted).boxed().toList());
    }

    private int lost(long[] sent, long now, ArrayDeque<Integer> free) {
        int lost = 0;
        for (int id = 0; id < underWay; id++) {
            if (sent[id] != 0 && now - sent[id] > LOST_NANOS) {
                sent[id] = 0;
                free.add(id);
                lost++;
            }
        }
        return lost;
    }

    private static byte[] query(String name, int type) {
        ByteBuffer query = ByteBuffer.allocate(512);
        query.putShort((short) 0).putShort((short) 0x0100).putShort((short) 1);
        query.position(HEADER);
        for (String label : List.of(name.split("\\."))) {
            query.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        query.put((byte) 0).putShort((short) type).putShort((short) 1);
        return Arrays.copyOf(query.array(), query.position());
    }
}
