package io.praetor.dns;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.xbill.DNS.Type;

/// Follows an address that is a name to records (`server.md` §10): inside our zone by asking ourselves, else by asking
/// the recursors.
final class Follower {
    /// How often a name inside our zone may lead to another.
    static final int DEEPEST = 3;

    private final Resolver resolver;
    private final Upstream upstream;
    private final RandomGenerator random;

    /// @param random thread-safe
    Follower(Resolver resolver, Upstream upstream, RandomGenerator random) {
        this.resolver = resolver;
        this.upstream = upstream;
        this.random = random;
    }

    /// The records that lead from `name` on; none if nobody knows.
    ///
    /// @param depth how many more times a name inside our zone may lead to another
    List<Rr> follow(String name, Asked asked, Zone zone, Inquiry inquiry, int depth) {
        List<String> labels = List.of(name.toLowerCase(Locale.ROOT).split("\\."));
        WireName owner = WireName.of(name);
        if (owner == null || labels.isEmpty()) {
            return List.of();
        }
        if (zone.place(labels) instanceof Zone.Place.Inside inside) {
            if (depth == 0 || !inquiry.mayFollow()) {
                return List.of();
            }
            Asked instead = asked.instead(labels, Type.ANY);
            Reply reply = resolver.inside(instead, inside.labels(), zone, inquiry, depth - 1);
            return taken(reply, zone, inquiry).stream()
                    .map(record -> record.at(owner))
                    .toList();
        }
        if (!zone.hasRecursors()) {
            return List.of();
        }
        List<Rr> known = inquiry.followed(name);
        if (known == null) {
            if (!inquiry.mayFollow()) {
                return List.of();
            }
            inquiry.beforeWaiting();
            inquiry.dependsOnTheMoment();
            known = upstream.addresses(owner, zone.settings().recursion());
            inquiry.followed(name, known);
        }
        return known;
    }

    /// We ask ourselves as a UDP client without EDNS, as the original does, and get as many records.
    private List<Rr> taken(Reply reply, Zone zone, Inquiry inquiry) {
        List<Rr> all = reply.allAnswers();
        int most = zone.settings().limits().plainUdpAnswers();
        if (!reply.limited() || all.size() <= most) {
            return all;
        }
        List<Rr> chosen = new ArrayList<>(all);
        // instances one by one, and no chain that begins with an alias
        if (reply.shuffled() && reply.groups().getFirst().answers().size() == 1) {
            inquiry.dependsOnTheMoment();
            Collections.shuffle(chosen, random);
        }
        return chosen.subList(0, most);
    }
}
