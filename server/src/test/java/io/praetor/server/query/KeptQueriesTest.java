package io.praetor.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.kv.KvEntry;
import io.praetor.server.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeptQueriesTest {
    private static final KvGet QUESTION = new KvGet("a");

    private final List<String> asked = new ArrayList<>();
    private final List<CacheControl> controls = new ArrayList<>();

    private final Queries queries = new Queries() {
        @Override
        public <T extends @Nullable Object> Cancellable read(Query<T> query, ReadOptions how, ReadCallback<T> done) {
            asked.add("server");
            return Cancellable.NONE;
        }
    };

    private final AnswerCache cache = new AnswerCache() {
        @Override
        public <T extends @Nullable Object> Cancellable read(
                Question<T> question, ReadOptions options, CacheControl control, Callback<T> done) {
            asked.add("cache " + question.kind() + " " + question.key().equals(QUESTION));
            controls.add(control);
            return question.source().read(options, new ReadCallback<T>() {
                @Override
                public void answered(Answer<T> answer) {
                    done.answered(answer, null);
                }

                @Override
                public void failed(Throwable cause) {
                    done.failed(cause);
                }
            });
        }
    };

    private static final class Ignored implements ReadCallback<@Nullable KvEntry> {
        @Override
        public void answered(Answer<@Nullable KvEntry> answer) {
            throw new AssertionError(answer);
        }

        @Override
        public void failed(Throwable cause) {
            throw new AssertionError(cause);
        }
    }

    private void read(Duration maxAge, ReadOptions options) {
        var _ = new KeptQueries(queries, cache, maxAge).read(QUESTION, options, new Ignored());
    }

    @Test
    void asksTheCacheWhatAnyServerMayAnswer() {
        read(Duration.ofSeconds(3), ReadOptions.STALE_NOW);
        read(Duration.ZERO, ReadOptions.STALE_NOW);

        assertThat(asked).containsExactly("cache FOLLOWED true", "server", "cache FOLLOWED true", "server");
        assertThat(controls)
                .containsExactly(new CacheControl(Duration.ofSeconds(3), false, Duration.ZERO), CacheControl.ANY);
    }

    @Test
    void asksServersForWhatIsTheLeadersAndForWhatBlocks() {
        read(Duration.ZERO, ReadOptions.NOW);
        read(Duration.ZERO, ReadOptions.STALE_NOW.after(5, Duration.ZERO));

        assertThat(asked).containsExactly("server", "server");
    }
}
