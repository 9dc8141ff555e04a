package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// A layer above that writes down what it is told, and says what a test wants it to.
final class Recorder implements Delegate {

    final List<String> events = new ArrayList<>();
    final List<String> messages = new ArrayList<>();
    final Queue<byte[]> toSend = new ArrayDeque<>();
    byte[] meta = {1};

    @Nullable String mergeRefusal;

    @Nullable String aliveRefusal;

    @Override
    public byte[] meta(int limit) {
        return meta;
    }

    @Override
    public void message(byte[] message) {
        messages.add(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public List<byte[]> broadcasts(int overhead, int room) {
        List<byte[]> sent = new ArrayList<>();
        int left = room;
        while (!toSend.isEmpty() && toSend.element().length + overhead <= left) {
            left -= toSend.element().length + overhead;
            sent.add(toSend.remove());
        }
        return sent;
    }

    @Override
    public byte[] state(boolean join) {
        return (join ? "join" : "sync").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void merge(byte[] state, boolean join) {
        events.add("merge " + new String(state, StandardCharsets.UTF_8) + " " + join);
    }

    @Override
    public @Nullable String refuseMerge(List<Node> others) {
        return mergeRefusal;
    }

    @Override
    public @Nullable String refuseAlive(Node node) {
        return aliveRefusal;
    }

    @Override
    public void joined(Node node) {
        events.add("joined " + node.name());
    }

    @Override
    public void left(Node node) {
        events.add((node.state() == Node.State.LEFT ? "left " : "failed ") + node.name());
    }

    @Override
    public void updated(Node node) {
        events.add("updated " + node.name());
    }

    @Override
    public void conflict(Node known, Endpoint claimed) {
        events.add("conflict " + known.name() + " " + claimed);
    }

    @Override
    public byte[] ackPayload() {
        return new byte[] {7};
    }

    @Override
    public void pinged(Node node, Duration rtt, byte[] payload) {
        events.add("pinged " + node.name());
    }
}
