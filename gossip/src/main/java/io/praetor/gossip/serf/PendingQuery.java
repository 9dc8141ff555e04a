package io.praetor.gossip.serf;

import io.praetor.gossip.Loop.Timer;
import io.praetor.gossip.serf.SerfMessage.Response;
import io.praetor.model.Bytes;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A question under way and what came back so far. Belongs to the loop.
final class PendingQuery {

    /// Answers are kept of so many members that nobody knows; they can be made up.
    private static final int STRANGERS = 1024;

    private final boolean wantsAcknowledgements;
    private final Set<String> unanswered;
    private final Set<String> unacknowledged;
    private final int most;
    private final Set<String> acknowledged = new LinkedHashSet<>();
    private final Map<String, Bytes> responses = new LinkedHashMap<>();
    private final CompletableFuture<QueryResult> result = new CompletableFuture<>();
    private @Nullable Timer deadline;

    /// @param expected names of those who may answer
    PendingQuery(boolean wantsAcknowledgements, Set<String> expected) {
        this.wantsAcknowledgements = wantsAcknowledgements;
        unanswered = new HashSet<>(expected);
        unacknowledged = wantsAcknowledgements ? new HashSet<>(expected) : Set.of();
        most = 2 * expected.size() + STRANGERS;
    }

    void deadline(Timer timer) {
        deadline = timer;
    }

    CompletableFuture<QueryResult> result() {
        return result;
    }

    /// The first word and the first answer of each member count.
    ///
    /// @return whether nobody else can answer
    boolean add(Response response) {
        String from = response.from();
        if (response.isAcknowledgement()) {
            if (wantsAcknowledgements && acknowledged.size() < most) {
                acknowledged.add(from);
                unacknowledged.remove(from);
            }
        } else if (responses.size() < most) {
            responses.putIfAbsent(from, response.payload() == null ? Bytes.EMPTY : response.payload());
            unanswered.remove(from);
        }
        return unanswered.isEmpty() && unacknowledged.isEmpty();
    }

    void finish() {
        if (deadline != null) {
            deadline.cancel();
        }
        result.complete(new QueryResult(
                List.copyOf(acknowledged), Collections.unmodifiableMap(new LinkedHashMap<>(responses))));
    }
}
