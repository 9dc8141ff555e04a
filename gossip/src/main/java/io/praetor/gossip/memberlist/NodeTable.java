package io.praetor.gossip.memberlist;

import io.praetor.gossip.memberlist.Node.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Everybody this member knows of, by name and in a random order. The order is the one in which members are probed:
/// each
/// once in a round, newcomers at a random place, so that the time until a failure is noticed has a bound and is spread
/// evenly (SWIM §4.3). Picks of a few cost a few draws, whatever the size.
final class NodeTable {

    private final RandomGenerator random;
    private final NameIndex byName = new NameIndex();
    private final List<NodeState> list = new ArrayList<>();
    private int up;
    private int next;

    NodeTable(RandomGenerator random) {
        this.random = random;
    }

    @Nullable NodeState get(String name) {
        return byName.get(name);
    }

    /// Everybody, in the order of probing. A view, not to be kept.
    List<NodeState> all() {
        return list;
    }

    int size() {
        return list.size();
    }

    /// How many are alive or suspect.
    int upCount() {
        return up;
    }

    /// Takes in somebody new, at a random place.
    void add(NodeState node) {
        byName.add(node);
        int place = random.nextInt(list.size() + 1);
        list.add(node);
        Collections.swap(list, place, list.size() - 1);
        if (node.isUp()) {
            up++;
        }
    }

    /// Changes what is believed of somebody.
    void move(NodeState node, State state, long now) {
        up -= node.isUp() ? 1 : 0;
        node.state = state;
        node.since = now;
        up += node.isUp() ? 1 : 0;
    }

    /// Who is next in the round that meets the condition; null: the round is over.
    @Nullable NodeState nextInRound(Predicate<NodeState> wanted) {
        while (next < list.size()) {
            NodeState node = list.get(next++);
            if (wanted.test(node)) {
                return node;
            }
        }
        return null;
    }

    /// Begins a round: whoever is obsolete is forgotten, and the order is another one.
    void newRound(Predicate<NodeState> obsolete) {
        boolean changed = list.removeIf(node -> {
            boolean goes = obsolete.test(node);
            if (goes) {
                up -= node.isUp() ? 1 : 0;
            }
            return goes;
        });
        if (changed) {
            byName.clear();
            list.forEach(byName::add);
        }
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
        next = 0;
    }

    /// Some at random that meet a condition: as many as wanted, or fewer if the rest are hard to find.
    List<NodeState> pick(int count, Predicate<NodeState> wanted) {
        int size = list.size();
        return size <= 3 * count ? pickOfFew(count, wanted) : pickOfMany(count, wanted);
    }

    private List<NodeState> pickOfFew(int count, Predicate<NodeState> wanted) {
        List<NodeState> left = new ArrayList<>();
        for (NodeState node : list) {
            if (wanted.test(node)) {
                left.add(node);
            }
        }
        List<NodeState> picked = new ArrayList<>(count);
        while (picked.size() < count && !left.isEmpty()) {
            NodeState last = left.removeLast();
            int place = random.nextInt(left.size() + 1);
            picked.add(place == left.size() ? last : left.set(place, last));
        }
        return picked;
    }

    private List<NodeState> pickOfMany(int count, Predicate<NodeState> wanted) {
        List<NodeState> picked = new ArrayList<>(count);
        int size = list.size();
        for (int draws = 0; picked.size() < count && draws < 3 * size; draws++) {
            NodeState node = list.get(random.nextInt(size));
            if (!picked.contains(node) && wanted.test(node)) {
                picked.add(node);
            }
        }
        return picked;
    }
}
