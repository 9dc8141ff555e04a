package io.praetor.rpc.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One session against frames written by hand: `rpc.md` §2, sentence by sentence.
class SessionTest {
    private static final YamuxSettings SETTINGS = new YamuxSettings(
            3, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5));
    private static final String GO_AWAY_1 = "000300000000000000000001";

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final RecordingOwner owner = new RecordingOwner();
    private final List<RecordingListener> listeners = new ArrayList<>();
    private final List<Stream> streams = new ArrayList<>();

    @AfterEach
    void release() {
        channel.finishAndReleaseAll();
    }

    private Session server() {
        channel.freezeTime();
        Session session = Session.server(
                SETTINGS,
                stream -> {
                    RecordingListener listener = new RecordingListener();
                    listeners.add(listener);
                    streams.add(stream);
                    return listener;
                },
                owner);
        channel.pipeline().addLast(session);
        return session;
    }

    private Session client() {
        channel.freezeTime();
        Session session = Session.client(SETTINGS, owner);
        channel.pipeline().addLast(session);
        return session;
    }

    private String answerTo(ByteBuf... frames) {
        for (ByteBuf frame : frames) {
            channel.writeInbound(frame);
        }
        return Frames.written(channel);
    }

    private String after(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        return Frames.written(channel);
    }

    @Test
    void acknowledgesAStreamOpenedByAWindowUpdate() {
        server();

        assertThat(answerTo(Frames.header(1, 1, 1, 0))).isEqualTo("000100020000000100000000");
    }

    @Test
    void acknowledgesAStreamOpenedByDataWithAWindowUpdate() {
        server();

        assertThat(answerTo(Frames.data(1, 1, 5))).isEqualTo("000100020000000100000000");
        assertThat(listeners.getFirst().received.readableBytes()).isEqualTo(5);
    }

    @Test
    void opensAStreamAsRecordedAndSendsWithoutWaiting() {
        Session session = client();
        Stream stream = session.open(new RecordingListener());
        stream.send(Unpooled.wrappedBuffer(new byte[] {1, 2}));
        stream.send(Unpooled.wrappedBuffer(new byte[] {3}));

        assertThat(Frames.written(channel))
                .isEqualTo("000100010000000100000000" + "000000000000000100000003" + "010203");
    }

    @Test
    void addsTheIncrementOfTheOpeningFrameToTheWindow() {
        server();
        answerTo(Frames.header(1, 1, 1, 10));
        streams.getFirst().send(Unpooled.wrappedBuffer(new byte[Frame.WINDOW + 20]));

        String written = Frames.written(channel);

        assertThat(payload(written)).isEqualTo(Frame.WINDOW + 10);
    }

    private static long payload(String written) {
        long bytes = 0;
        int at = 0;
        while (at < written.length()) {
            int length = Integer.parseInt(written.substring(at + 16, at + 24), 16);
            boolean data = written.startsWith("0000", at);
            bytes += data ? length : 0;
            at += 24 + (data ? 2 * length : 0);
        }
        return bytes;
    }

    @Test
    void sendsNeverMoreThanTheWindowAndGoesOnWithCredit() {
        Session session = client();
        RecordingListener listener = new RecordingListener();
        Stream stream = session.open(listener);
        stream.send(Unpooled.wrappedBuffer(new byte[Frame.WINDOW + 100]));
        assertThat(payload(Frames.written(channel))).isEqualTo(Frame.WINDOW);
        assertThat(listener.drained).isZero();

        assertThat(payload(answerTo(Frames.header(1, 2, 1, 60)))).isEqualTo(60);
        assertThat(payload(answerTo(Frames.header(1, 0, 1, 60)))).isEqualTo(40);
        assertThat(listener.drained).isEqualTo(1);
    }

    @Test
    void returnsCreditWhenHalfAWindowIsConsumed() {
        server();
        answerTo(Frames.data(1, 1, Frame.WINDOW));
        Stream stream = streams.getFirst();

        stream.consumed(Frame.WINDOW / 2 - 1);
        assertThat(Frames.written(channel)).isEmpty();
        stream.consumed(1);
        assertThat(Frames.written(channel)).isEqualTo("000100000000000100020000");
    }

    @Test
    void closesASessionThatExceedsAWindow() {
        server();

        assertThat(answerTo(Frames.data(1, 1, Frame.WINDOW), Frames.header(0, 0, 1, 1)))
                .endsWith(GO_AWAY_1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(listeners.getFirst().closed).isEqualTo(1);
    }

    @Test
    void closesASessionThatAnnouncesMoreThanTheWindowBeforeItSendsIt() {
        server();

        assertThat(answerTo(Frames.header(0, 1, 1, -1))).endsWith(GO_AWAY_1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closesASessionThatOpensAStreamTwice() {
        server();

        assertThat(answerTo(Frames.header(1, 1, 1, 0), Frames.header(1, 1, 1, 0)))
                .endsWith(GO_AWAY_1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(owner.closed).isEqualTo(1);
    }

    @Test
    void closesASessionThatOpensAStreamOfOurs() {
        server();

        assertThat(answerTo(Frames.header(1, 1, 2, 0))).isEqualTo(GO_AWAY_1);
    }

    @Test
    void closesASessionOfAnUnknownVersionOrType() {
        server();
        answerTo(Unpooled.wrappedBuffer(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
        assertThat(channel.isOpen()).isFalse();

        EmbeddedChannel other = new EmbeddedChannel(Session.client(SETTINGS, owner));
        other.writeInbound(Frames.header(4, 0, 0, 0));
        other.runPendingTasks();
        assertThat(other.isOpen()).isFalse();
    }

    @Test
    void skipsThePayloadOfUnknownStreams() {
        server();

        assertThat(answerTo(Frames.data(0, 9, 500), Frames.header(1, 1, 1, 0))).isEqualTo("000100020000000100000000");
    }

    @Test
    void resetsStreamsBeyondTheLimit() {
        server();
        for (int id = 1; id <= 5; id += 2) {
            answerTo(Frames.header(1, 1, id, 0));
        }

        assertThat(answerTo(Frames.data(1, 7, 3))).isEqualTo("000100080000000700000000");
        assertThat(listeners).hasSize(3);
        answerTo(Frames.header(1, 8, 1, 0));
        assertThat(answerTo(Frames.header(1, 1, 9, 0))).isEqualTo("000100020000000900000000");
    }

    @Test
    void resetsStreamsThatAServerOpens() {
        client();

        assertThat(answerTo(Frames.header(1, 1, 2, 0))).isEqualTo("000100080000000200000000");
    }

    @Test
    void goesOnReadingAndWritingWhenTheOtherDirectionIsClosed() {
        Session session = server();
        answerTo(Frames.header(1, 1, 1, 0), Frames.data(Frame.FIN, 1, 4));
        assertThat(listeners.getFirst().received.readableBytes()).isEqualTo(4);
        assertThat(listeners.getFirst().ended).isTrue();

        streams.getFirst().send(Unpooled.wrappedBuffer(new byte[] {7}));
        assertThat(Frames.written(channel)).isEqualTo("00000000000000010000000107");
        streams.getFirst().end();
        assertThat(Frames.written(channel)).isEqualTo("000100040000000100000000");
        assertThat(session.streams()).isZero();
        assertThat(listeners.getFirst().closed).isEqualTo(1);
        assertThat(listeners.getFirst().cause).isNull();
    }

    @Test
    void sendsWhatIsQueuedBeforeItsEnd() {
        server();
        answerTo(Frames.header(1, 1, 1, 0));
        Stream stream = streams.getFirst();
        stream.send(Unpooled.wrappedBuffer(new byte[Frame.WINDOW + 1]));
        stream.end();
        assertThat(Frames.written(channel)).doesNotContain("000100040000000100000000");

        assertThat(answerTo(Frames.header(1, 0, 1, 1)))
                .isEqualTo("00000000000000010000000100" + "000100040000000100000000");
    }

    @Test
    void closesASessionThatEndsAStreamTwice() {
        server();

        answerTo(Frames.header(1, 1, 1, 0));
        assertThat(answerTo(Frames.header(1, 4, 1, 0), Frames.header(1, 4, 1, 0)))
                .endsWith(GO_AWAY_1);
    }

    @Test
    void tellsAStreamThatItWasReset() {
        server();
        answerTo(Frames.header(1, 1, 1, 0), Frames.header(1, 8, 1, 0));

        assertThat(listeners.getFirst().closed).isEqualTo(1);
        assertThat(listeners.getFirst().cause).hasMessage("connection reset");
    }

    @Test
    void resetsAStreamThatTheOtherEndNeverCloses() {
        server();
        answerTo(Frames.header(1, 1, 1, 0));
        streams.getFirst().end();
        Frames.written(channel);
        for (int i = 0; i < 9; i++) {
            int ping = i;
            after(Duration.ofSeconds(30));
            answerTo(Frames.header(2, 2, 0, ping));
        }

        assertThat(after(Duration.ofSeconds(30))).contains("000100080000000100000000");
    }

    @Test
    void resetsAStreamWhoseOtherEndGivesNoCredit() {
        server();
        answerTo(Frames.header(1, 1, 1, 0));
        streams.getFirst().send(Unpooled.wrappedBuffer(new byte[Frame.WINDOW + 1]));
        Frames.written(channel);
        after(Duration.ofSeconds(30));
        answerTo(Frames.header(2, 2, 0, 0));

        assertThat(after(Duration.ofSeconds(30))).contains("000100080000000100000000");
        assertThat(listeners.getFirst().closed).isEqualTo(1);
    }

    @Test
    void answersAPingWithItsValue() {
        server();

        assertThat(answerTo(Frames.header(2, 1, 0, 0x01020304))).isEqualTo("000200020000000001020304");
    }

    @Test
    void pingsEveryThirtySecondsCountingFromZero() {
        client();

        assertThat(after(Duration.ofSeconds(29))).isEmpty();
        assertThat(after(Duration.ofSeconds(1))).isEqualTo("000200010000000000000000");
        answerTo(Frames.header(2, 2, 0, 0));
        assertThat(after(Duration.ofSeconds(30))).isEqualTo("000200010000000000000001");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void closesASessionThatLeavesAPingUnanswered() {
        client();
        after(Duration.ofSeconds(30));
        answerTo(Frames.header(2, 2, 0, 7));
        after(Duration.ofSeconds(10));

        assertThat(channel.isOpen()).isFalse();
        assertThat(owner.cause).hasMessage("EOF");
    }

    @Test
    void opensNoMoreThanThePeersBacklogBeforeItAcknowledges() {
        Session session = client();
        List<Stream> opened = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            opened.add(session.open(new RecordingListener()));
        }
        assertThat(Frames.written(channel)).hasSize(24 * 256);

        assertThat(answerTo(Frames.header(1, 2, 1, 0))).isEqualTo("000100010000020100000000");
        // one that is given up makes room as well
        opened.get(1).reset();
        assertThat(Frames.written(channel)).isEqualTo("000100080000000300000000" + "000100010000020300000000");
    }

    @Test
    void opensNoStreamsTowardAnEndThatIsGoingAway() {
        Session session = client();
        RecordingListener existing = new RecordingListener();
        session.open(existing);
        answerTo(Frames.header(1, 2, 1, 0), Frames.header(3, 0, 0, 0));

        assertThat(session.takesStreams()).isFalse();
        assertThat(owner.goneAway).isTrue();
        answerTo(Frames.data(0, 1, 3));
        assertThat(existing.received.readableBytes()).isEqualTo(3);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void closesWhenTheOtherEndGivesUp() {
        client();
        answerTo(Frames.header(3, 0, 0, 2));

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void endsEveryStreamWithTheConnection() {
        Session session = client();
        RecordingListener listener = new RecordingListener();
        Stream stream = session.open(listener);
        stream.send(Unpooled.wrappedBuffer(new byte[Frame.WINDOW * 2]));
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        channel.runPendingTasks();

        assertThat(listener.cause).hasMessage("EOF");
        assertThat(owner.closed).isEqualTo(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closesItselfWithoutAGoAway() {
        Session session = server();
        session.shutdown();

        assertThat(Frames.written(channel)).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }
}
