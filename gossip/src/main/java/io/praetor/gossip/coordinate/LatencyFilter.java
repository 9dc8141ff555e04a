package io.praetor.gossip.coordinate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// One round trip that was held up says nothing of the distance: per peer, the median of its last three counts.
final class LatencyFilter {

    private static final int SAMPLES = 3;

    private final Map<String, double[]> byPeer = new HashMap<>();

    /// Takes a round trip and says which one counts.
    double add(String peer, double seconds) {
        double[] before = byPeer.getOrDefault(peer, new double[0]);
        double[] samples;
        if (before.length < SAMPLES) {
            samples = Arrays.copyOf(before, before.length + 1);
        } else {
            samples = new double[SAMPLES];
            System.arraycopy(before, 1, samples, 0, SAMPLES - 1);
        }
        samples[samples.length - 1] = seconds;
        byPeer.put(peer, samples);
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    void forget(String peer) {
        byPeer.remove(peer);
    }
}
