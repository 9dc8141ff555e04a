package io.praetor.dns;

import io.praetor.model.telemetry.Counter;
import io.praetor.server.RequestFailure;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.query.Standing;
import io.praetor.server.query.Standings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks the servers, as fresh as the settings want it (`server.md` §10).
final class Reads {
    /// An answer that old is counted.
    static final Duration NOTABLE_AGE = Duration.ofSeconds(5);

    /// Longer than any read waits for a leader.
    private static final long LONGEST_WAIT_SECONDS = 30;

    private final Standings standings;
    private final Queries queries;
    private final Supplier<String> token;
    private final Counter stale;

    /// @param token the agent's own, for every question: clients of DNS have none
    /// @param stale counts answers of servers that have not heard of their leader for a while
    Reads(Standings standings, Queries queries, Supplier<String> token, Counter stale) {
        this.standings = standings;
        this.queries = queries;
        this.token = token;
        this.stale = stale;
    }

    String token() {
        return token.get();
    }

    /// @param datacenter null: this one
    /// @throws RequestFailure when nobody answers
    <T extends @Nullable Object> T ask(
            Query<T> query, @Nullable String datacenter, DnsSettings.Freshness freshness, Inquiry inquiry) {
        Consistency consistency = freshness.allowStale() ? Consistency.STALE : Consistency.DEFAULT;
        ReadOptions options = new ReadOptions(datacenter, consistency, 0, Duration.ZERO, token.get());
        Standing<T> standing = own(query, options);
        if (standing != null) {
            if (standing.lastContact().compareTo(NOTABLE_AGE) <= 0) {
                inquiry.dependsOn(standing);
                return standing.answer().value();
            }
            standing.close();
        }
        inquiry.beforeWaiting();
        inquiry.dependsOnTheMoment();
        Answer<T> answer = await(query, options);
        if (!freshness.allowStale() || answer.lastContact().compareTo(NOTABLE_AGE) <= 0) {
            return answer.value();
        }
        if (answer.lastContact().compareTo(freshness.maxStale()) > 0) {
            return await(query, new ReadOptions(datacenter, Consistency.DEFAULT, 0, Duration.ZERO, token.get()))
                    .value();
        }
        stale.increment();
        return answer.value();
    }

    /// An answer that is kept as long as it holds.
    ///
    /// @return null when there is none at once, or it is old
    <T extends @Nullable Object> @Nullable Standing<T> stand(Query<T> query, DnsSettings.Freshness freshness) {
        Consistency consistency = freshness.allowStale() ? Consistency.STALE : Consistency.DEFAULT;
        Standing<T> standing = own(query, new ReadOptions(null, consistency, 0, Duration.ZERO, token.get()));
        if (standing != null && standing.lastContact().compareTo(NOTABLE_AGE) > 0) {
            standing.close();
            return null;
        }
        return standing;
    }

    private <T extends @Nullable Object> @Nullable Standing<T> own(Query<T> query, ReadOptions options) {
        Standing<T> standing = standings.stand(query, options);
        return standing == null ? null : new OwnStanding<>(standing, options.token(), token);
    }

    private <T extends @Nullable Object> Answer<T> await(Query<T> query, ReadOptions options) {
        CompletableFuture<Answer<T>> done = new CompletableFuture<>();
        var read = queries.read(query, options, new ReadCallback<T>() {
            @Override
            public void answered(Answer<T> answer) {
                done.complete(answer);
            }

            @Override
            public void failed(Throwable cause) {
                done.completeExceptionally(cause);
            }
        });
        try {
            return done.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RequestFailure failure
                    ? failure
                    : new IllegalStateException("a read failed", e.getCause());
        } catch (TimeoutException e) {
            read.cancel();
            throw RequestFailure.noLeader();
        } catch (InterruptedException e) {
            read.cancel();
            Thread.currentThread().interrupt();
            throw RequestFailure.noLeader();
        }
    }
}
