package io.praetor.gossip.sim;

import io.praetor.gossip.memberlist.MemberlistConfig;
import io.praetor.gossip.memberlist.SimulatedSwim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// Members of one pool in a world, and the truth about them, against which every one's belief is held.
public final class Pool {

    /// How many members the others join.
    static final int SEEDS = 3;

    private final Simulation world;
    private final UnaryOperator<MemberlistConfig> settings;
    private final SimulatedSwim swims = new SimulatedSwim();
    private final List<PoolMember> members = new ArrayList<>();
    private final Map<String, PoolMember> byName = new HashMap<>();
    private final Map<PoolMember, Duration> noticed = new HashMap<>();
    private int living;
    private long rightBeliefs;
    private long wrongBeliefs;
    private int falseDeaths;

    /// @param settings what is different from the LAN's
    public Pool(Simulation world, UnaryOperator<MemberlistConfig> settings) {
        this.world = world;
        this.settings = settings;
    }

    /// A new member, alone at first.
    public PoolMember add(String name) {
        return start(world.host(name), name);
    }

    /// A dead member's process is started again on its host.
    public PoolMember again(PoolMember former) {
        return start(world.again(former.host()), former.name());
    }

    private PoolMember start(Host host, String name) {
        PoolMember member = new PoolMember(this, members.size(), name, host);
        members.add(member);
        byName.put(name, member);
        living++;
        member.start(swims.start(settings.apply(MemberlistConfig.lan(name)), member, host.environment()));
        return member;
    }

    /// So many members, each of which joins up to three of the first at a random time.
    public void addAll(int count, Duration within) {
        List<PoolMember> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            added.add(add("node-%04d".formatted(members.size())));
        }
        List<PoolMember> seeds = added.subList(0, Math.min(SEEDS, count));
        for (PoolMember member : added) {
            long delay = within.toNanos() * member.number() / Math.max(1, members.size());
            PoolMember seed = seeds.get(member.number() % seeds.size());
            PoolMember other = member == seed ? seeds.getFirst() : seed;
            if (member != other) {
                world.after(Duration.ofNanos(delay), () -> member.join(other));
            }
        }
    }

    /// So many members that know each other from the beginning, as if they had been together for long.
    public void addAcquainted(int count) {
        addAll(count, Duration.ZERO);
        members.forEach(PoolMember::forgetJoining);
        Acquaintance.introduce(members);
    }

    /// Everybody who ever was, in the order of starting.
    public List<PoolMember> members() {
        return members;
    }

    Simulation world() {
        return world;
    }

    PoolMember called(String name) {
        PoolMember member = byName.get(name);
        if (member == null) {
            throw new IllegalStateException("nobody was ever called " + name);
        }
        return member;
    }

    /// How many processes there are.
    public int living() {
        return living;
    }

    /// Whether all who live believe that exactly those who live are alive.
    public boolean isOfOneMind() {
        return rightBeliefs == (long) living * living && wrongBeliefs == 0;
    }

    /// Of all that everybody who lives should believe, how much they do.
    public double shareOfRightBeliefs() {
        return rightBeliefs / ((double) living * living);
    }

    /// How often somebody took a member for dead whose process lived.
    public int falseDeaths() {
        return falseDeaths;
    }

    void believes(PoolMember subject, int change) {
        if (subject.isHere()) {
            rightBeliefs += change;
        } else {
            wrongBeliefs += change;
        }
    }

    void noticed(PoolMember subject) {
        noticed.putIfAbsent(subject, world.now());
    }

    /// When somebody first believed that a member is not there any more.
    public Duration noticedAt(PoolMember subject) {
        return Objects.requireNonNull(noticed.get(subject));
    }

    void falseDeath() {
        falseDeaths++;
    }

    /// A member goes: what others believe of it turns from right to wrong, what it believes does not count any more.
    void goes(PoolMember member) {
        living--;
        for (PoolMember observer : members) {
            if (observer.believesIn(member)) {
                rightBeliefs--;
                wrongBeliefs++;
            }
        }
    }

    /// The longest queue of news there is.
    public int longestQueue() {
        return members.stream()
                .filter(PoolMember::isHere)
                .mapToInt(PoolMember::queued)
                .max()
                .orElse(0);
    }
}
