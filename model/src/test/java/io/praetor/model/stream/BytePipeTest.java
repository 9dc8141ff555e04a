package io.praetor.model.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BytePipeTest {
    private final List<String> told = new ArrayList<>();
    private final BytePipe pipe = new BytePipe(() -> told.add("pause"), () -> told.add("go"));

    private void offer(String text) {
        pipe.offer(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void givesWhatArrivedInOrderUntilTheEnd() throws IOException {
        offer("one ");
        offer("");
        offer("two");
        pipe.end();
        pipe.fail("too late");

        assertThat(new String(pipe.readNBytes(2), StandardCharsets.UTF_8)).isEqualTo("on");
        assertThat(new String(pipe.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("e two");
        assertThat(pipe.read()).isEqualTo(-1);
        assertThat(told).isEmpty();
    }

    @Test
    void tellsOfAFailureBehindWhatArrived() throws IOException {
        offer("x");
        pipe.fail("the client went away");
        pipe.fail("again");

        assertThat(pipe.read()).isEqualTo('x');
        assertThatThrownBy(pipe::read).isInstanceOf(IOException.class).hasMessage("the client went away");
    }

    @Test
    void pausesWhenTheReaderFallsBehindAndGoesOnWhenItHasCaughtUp() throws IOException {
        pipe.offer(new byte[BytePipe.CAPACITY - 1]);
        assertThat(told).isEmpty();
        pipe.offer(new byte[1]);
        pipe.offer(new byte[1]);
        assertThat(told).containsExactly("pause");

        pipe.readNBytes(BytePipe.CAPACITY / 2);
        assertThat(told).containsExactly("pause");
        pipe.readNBytes(2);
        assertThat(told).containsExactly("pause", "go");
    }

    @Test
    void dropsEverythingOnceItIsClosed() {
        pipe.offer(new byte[BytePipe.CAPACITY]);
        pipe.close();
        offer("late");

        assertThat(told).containsExactly("pause", "go");
        assertThatThrownBy(pipe::read).isInstanceOf(IOException.class).hasMessage("stream closed");
    }

    @Test
    void wakesAReaderThatWaits() throws Exception {
        CompletableFuture<Integer> read = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                read.complete(pipe.read());
            } catch (IOException e) {
                read.completeExceptionally(e);
            }
        });
        pipe.close();

        assertThatThrownBy(() -> read.get(30, TimeUnit.SECONDS)).hasRootCauseMessage("stream closed");
    }
}
