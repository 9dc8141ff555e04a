package io.praetor.dns;

import java.util.List;
import org.xbill.DNS.Rcode;

/// Everything about an answer that does not change from packet to packet. What does change is the asker's: id, spelling
/// of the name, room.
///
/// @param rcode          of the header
/// @param authoritative  the AA bit
/// @param recursive      the RA bit
/// @param groups         what the answer chooses from
/// @param inAuthority    whether the groups' answers belong to the authority section
/// @param most           how many groups it takes at most
/// @param shuffled       whether it takes them in random order
/// @param soa            where the zone's SOA record belongs
/// @param extra          for the additional section as long as nothing has to be left out
/// @param forEverybody   whether the answer is the same for clients in other networks
/// @param edns           whether an OPT record answers one
/// @param limited        whether clients over UDP without EDNS get only so many of the answers as the settings say
record Reply(
        int rcode,
        boolean authoritative,
        boolean recursive,
        List<Group> groups,
        boolean inAuthority,
        int most,
        boolean shuffled,
        SoaPlace soa,
        List<Rr> extra,
        boolean forEverybody,
        boolean edns,
        boolean limited) {
    /// Where an SOA record is.
    enum SoaPlace {
        NOWHERE,
        ANSWER,
        AUTHORITY
    }

    Reply {
        groups = List.copyOf(groups);
        extra = List.copyOf(extra);
    }

    /// Nothing but a code, with authority over the name.
    static Reply authority(int rcode, boolean recursive, SoaPlace soa) {
        return new Reply(
                rcode, true, recursive, List.of(), false, Integer.MAX_VALUE, false, soa, List.of(), true, true, false);
    }

    /// All these records, in this order.
    static Reply of(boolean recursive, List<Group> groups) {
        return authority(Rcode.NOERROR, recursive, SoaPlace.NOWHERE).withGroups(groups, Integer.MAX_VALUE, false);
    }

    /// A failure of a name that is not ours.
    static Reply failure(boolean recursive, boolean edns) {
        return new Reply(
                Rcode.SERVFAIL,
                false,
                recursive,
                List.of(),
                false,
                Integer.MAX_VALUE,
                false,
                SoaPlace.NOWHERE,
                List.of(),
                true,
                edns,
                false);
    }

    Reply withGroups(List<Group> those, int atMost, boolean inRandomOrder) {
        return new Reply(
                rcode,
                authoritative,
                recursive,
                those,
                inAuthority,
                atMost,
                inRandomOrder,
                soa,
                extra,
                forEverybody,
                edns,
                limited);
    }

    Reply withSoa(SoaPlace place, boolean groupsInAuthority) {
        return new Reply(
                rcode,
                authoritative,
                recursive,
                groups,
                groupsInAuthority,
                most,
                shuffled,
                place,
                extra,
                forEverybody,
                edns,
                limited);
    }

    Reply withExtra(List<Rr> those) {
        return new Reply(
                rcode,
                authoritative,
                recursive,
                groups,
                inAuthority,
                most,
                shuffled,
                soa,
                those,
                forEverybody,
                edns,
                limited);
    }

    /// The same, good only for the network that asked.
    Reply forOneNetwork() {
        return new Reply(
                rcode, authoritative, recursive, groups, inAuthority, most, shuffled, soa, extra, false, edns, limited);
    }

    /// The same, of which some clients get only so many answers.
    Reply withLimit() {
        return new Reply(
                rcode,
                authoritative,
                recursive,
                groups,
                inAuthority,
                most,
                shuffled,
                soa,
                extra,
                forEverybody,
                edns,
                true);
    }

    /// Every answer record, for an answer that this one is a part of.
    List<Rr> allAnswers() {
        return groups.stream()
                .limit(most)
                .flatMap(group -> group.answers().stream())
                .toList();
    }
}
