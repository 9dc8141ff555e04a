package io.praetor.gossip.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.gossip.wire.Message;
import io.praetor.model.Bytes;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StreamBufferTest {
    private static final byte[] LONG = new Message.User(Bytes.of(new byte[10_000])).encodeStream();

    private final ByteBudget budget = new ByteBudget(20_000);

    @Test
    void streamsShareWhatMemoryThereIs() throws IOException {
        try (StreamBuffer first = new StreamBuffer(budget);
                StreamBuffer second = new StreamBuffer(budget)) {
            assertThat(first.read(new ByteArrayInputStream(LONG))).isEqualTo(LONG);

            assertThatThrownBy(() -> second.read(new ByteArrayInputStream(LONG)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("too many bytes of streams at once");
        }
        try (StreamBuffer third = new StreamBuffer(budget)) {
            assertThat(third.read(new ByteArrayInputStream(LONG))).isEqualTo(LONG);
        }
    }

    @Test
    void whatComesBehindTheMessageIsLeftOut() throws IOException {
        try (StreamBuffer buffer = new StreamBuffer(budget)) {
            byte[] more = Arrays.copyOf(LONG, LONG.length + 100);

            assertThat(buffer.read(new ByteArrayInputStream(more))).isEqualTo(LONG);
        }
    }

    @Test
    void anEndBeforeTheMessagesIsTold() {
        try (StreamBuffer buffer = new StreamBuffer(budget)) {
            assertThatThrownBy(() -> buffer.read(new ByteArrayInputStream(new byte[0])))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("EOF");
            assertThatThrownBy(() -> buffer.read(new ByteArrayInputStream(LONG, 0, 100)))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("unexpected EOF");
        }
    }
}
