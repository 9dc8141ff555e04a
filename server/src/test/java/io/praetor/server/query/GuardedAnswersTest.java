package io.praetor.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.PolicySource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardedAnswersTest {
    private final PolicyCompiler compiler = new PolicyCompiler("dc1", DefaultPolicy.DENY, 16);
    private final Map<String, CompletableFuture<Authorizer>> tokens = new HashMap<>();
    private final List<String> shown = new ArrayList<>();
    private final Remembering cache = new Remembering();
    private final AnswerCache guarded = GuardedAnswers.of(
            cache, secret -> tokens.getOrDefault(secret, CompletableFuture.failedFuture(RequestFailure.aclNotFound())));

    /// Keeps everything for ever, and counts what it had to ask for.
    private static final class Remembering implements AnswerCache {
        final Map<Object, Answer<?>> kept = new HashMap<>();

        @Override
        @SuppressWarnings("unchecked") // equal keys belong to questions of one type
        public <T extends @Nullable Object> Cancellable read(
                Question<T> question, ReadOptions options, CacheControl control, Callback<T> done) {
            Answer<?> answer = kept.computeIfAbsent(
                    question.key(),
                    _ -> new Answer<>("answer " + kept.size(), 1, true, Duration.ZERO, Consistency.STALE));
            done.answered((Answer<T>) answer, null);
            return Cancellable.NONE;
        }
    }

    private Authorizer with(String rules) {
        return compiler.compile("accessor", List.of(PolicySource.of("p", "p", rules, List.of())));
    }

    private void give(String secret, String rules) {
        tokens.put(secret, CompletableFuture.completedFuture(with(rules)));
    }

    private Cancellable ask(String secret) {
        AnswerCache.Question<String> question =
                new AnswerCache.Question<>("q", AnswerCache.Kind.SIMPLE, (_, _) -> Cancellable.NONE);
        return guarded.read(question, ReadOptions.NOW.as(secret), CacheControl.ANY, new AnswerCache.Callback<String>() {
            @Override
            public void answered(Answer<String> answer, @Nullable Duration age) {
                shown.add(answer.value());
            }

            @Override
            public void failed(Throwable cause) {
                shown.add(String.valueOf(cause.getMessage()));
            }
        });
    }

    @Test
    void whatIsKeptIsForThoseWhoseTokensHold() {
        give("t", "key \"a\" { policy = \"read\" }");
        ask("t");
        give("t", "key \"a\" { policy = \"read\" }");
        ask("t");
        give("t", "key \"a\" { policy = \"deny\" }");
        ask("t");
        tokens.remove("t");
        ask("t");

        assertThat(shown).containsExactly("answer 0", "answer 0", "answer 1", "ACL not found");
    }

    @Test
    void aTokenThatIsNotKnownYetIsWaitedForUnlessNobodyDoes() {
        CompletableFuture<Authorizer> coming = new CompletableFuture<>();
        tokens.put("t", coming);

        ask("t");
        Cancellable gone = ask("t");
        gone.cancel();
        assertThat(shown).isEmpty();
        coming.complete(with(""));

        assertThat(shown).containsExactly("answer 0");
    }
}
