package io.praetor.server.acl;

import io.praetor.server.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Policies, or roles, that were asked for before, by their IDs. Bounded. Which of them are no more is not kept: what
/// one
/// token may not see any more, another may.
final class Shelf<T> {
    private static final int KEPT = 1024;

    private final RecentlyUsed<String, Heard<T>> items = new RecentlyUsed<>(KEPT);
    private final Function<T, String> id;
    private final Duration ttl;
    private final Ticker ticker;

    Shelf(Function<T, String> id, Duration ttl, Ticker ticker) {
        this.id = id;
        this.ttl = ttl;
        this.ticker = ticker;
    }

    /// @param until until when it holds, in ticks
    private record Heard<T>(T item, long until) {}

    /// What there is of some IDs.
    ///
    /// @param until until when that is so, in ticks
    record Content<T>(List<T> items, long until) {}

    /// What there is of these IDs, in their order; one call for all that have to be asked for.
    CompletableFuture<Content<T>> get(List<String> ids, Function<List<String>, CompletableFuture<List<T>>> ask) {
        Map<String, Heard<T>> found = new HashMap<>();
        List<String> missing = new ArrayList<>();
        long now = ticker.nanos();
        for (String wanted : ids) {
            Heard<T> heard = items.get(wanted);
            if (heard != null && heard.until - now > 0) {
                found.put(wanted, heard);
            } else {
                missing.add(wanted);
            }
        }
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(content(ids, found));
        }
        return ask.apply(missing).thenApply(answer -> {
            long until = ticker.nanos() + ttl.toNanos();
            for (T item : answer) {
                Heard<T> heard = new Heard<>(item, until);
                items.put(id.apply(item), heard);
                found.put(id.apply(item), heard);
            }
            return content(ids, found);
        });
    }

    /// These are to be asked for again.
    void forget(List<String> ids) {
        ids.forEach(items::remove);
    }

    private Content<T> content(List<String> ids, Map<String, Heard<T>> found) {
        List<T> content = new ArrayList<>(ids.size());
        long until = ticker.nanos() + ttl.toNanos();
        for (String wanted : ids) {
            Heard<T> heard = found.get(wanted);
            if (heard != null) {
                until = heard.until - until < 0 ? heard.until : until;
                content.add(heard.item);
            }
        }
        return new Content<>(content, until);
    }
}
