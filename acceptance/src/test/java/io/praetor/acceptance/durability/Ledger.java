package io.praetor.acceptance.durability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What one writer knows of the things it writes: the state that was acknowledged last, and the one it has sent since
/// and heard nothing of. Each thing has one writer, which waits for each answer, so after a crash a thing must be in
/// one of these two states. Used by one thread at a time.
final class Ledger {

    /// Any state at all: what a thing comes to be was not known when it was sent.
    static final String ANY = "*";

    /// A state of null means that the thing is not there.
    private record Promise(
            @Nullable String acknowledged,
            boolean pending,
            @Nullable String sent) {}

    private static final Promise NEVER = new Promise(null, false, null);

    private final Map<String, Promise> promises = new HashMap<>();
    private long acknowledgements;

    /// A write is about to be sent that brings the thing into this state.
    void sending(String thing, @Nullable String state) {
        promises.put(thing, new Promise(acknowledged(thing), true, state));
    }

    /// The write was acknowledged.
    void acknowledge(String thing) {
        acknowledge(thing, promise(thing).sent());
    }

    /// The write was acknowledged, and brought the thing into this state.
    void acknowledge(String thing, @Nullable String state) {
        promises.put(thing, new Promise(state, false, null));
        acknowledgements++;
    }

    /// The state that was acknowledged last.
    @Nullable String acknowledged(String thing) {
        return promise(thing).acknowledged();
    }

    /// Every thing that was acknowledged to be there, with its state.
    Map<String, String> present() {
        Map<String, String> present = new TreeMap<>();
        promises.forEach((thing, promise) -> {
            if (promise.acknowledged() != null) {
                present.put(thing, promise.acknowledged());
            }
        });
        return present;
    }

    /// How many writes were acknowledged so far.
    long acknowledgements() {
        return acknowledgements;
    }

    /// What cannot be, given what was acknowledged and sent; from here on, what was found counts as acknowledged.
    List<String> settle(Map<String, String> found) {
        List<String> contradictions = new ArrayList<>();
        TreeSet<String> things = new TreeSet<>(promises.keySet());
        things.addAll(found.keySet());
        for (String thing : things) {
            Promise promise = promise(thing);
            String state = found.get(thing);
            if (!isPossible(promise, state)) {
                contradictions.add("%s is %s; acknowledged was %s, sent since: %s"
                        .formatted(
                                thing, state, promise.acknowledged(), promise.pending() ? promise.sent() : "nothing"));
            }
            promises.put(thing, new Promise(state, false, null));
        }
        return contradictions;
    }

    private static boolean isPossible(Promise promise, @Nullable String state) {
        if (Objects.equals(state, promise.acknowledged())) {
            return true;
        }
        return promise.pending()
                && (Objects.equals(state, promise.sent()) || (state != null && ANY.equals(promise.sent())));
    }

    private Promise promise(String thing) {
        return promises.getOrDefault(thing, NEVER);
    }
}
