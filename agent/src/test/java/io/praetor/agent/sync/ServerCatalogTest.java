package io.praetor.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.server.Cancellable;
import io.praetor.server.endpoint.Catalog;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerCatalogTest {
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    private final List<ReadOptions> asked = new ArrayList<>();

    private static final Catalog NO_CATALOG = new Catalog() {
        @Override
        public CompletableFuture<Void> register(RegisterRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Void> deregister(DeregisterRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<List<String>> datacenters() {
            throw new UnsupportedOperationException();
        }
    };

    /// Asks a server that heard of its leader so long ago.
    private List<HealthCheck> checks(Duration lastContact) {
        Queries queries = new Queries() {
            @Override
            @SuppressWarnings("unchecked") // there is one kind of question
            public <T extends @Nullable Object> Cancellable read(
                    Query<T> query, ReadOptions options, ReadCallback<T> done) {
                asked.add(options);
                boolean stale = options.consistency() == Consistency.STALE;
                done.answered(new Answer<>(
                        (T) List.of(), 7, true, stale ? lastContact : Duration.ZERO, options.consistency(), false));
                return Cancellable.NONE;
            }
        };
        return new ServerCatalog(queries, NO_CATALOG).checks("web", "secret");
    }

    @Test
    void anyServerWillDoThatHeardOfItsLeaderLately() {
        assertThat(checks(TWO_SECONDS)).isEmpty();

        assertThat(asked)
                .containsExactly(new ReadOptions(null, Consistency.STALE, 0, Duration.ZERO, "secret", TWO_SECONDS));
    }

    @Test
    void theLeaderIsAskedWhenItDidNot() {
        assertThat(checks(TWO_SECONDS.plusNanos(1))).isEmpty();

        assertThat(asked).extracting(ReadOptions::consistency).containsExactly(Consistency.STALE, Consistency.DEFAULT);
        assertThat(asked.getLast()).isEqualTo(ReadOptions.NOW.as("secret"));
    }
}
