package io.praetor.dns;

import java.util.List;
import java.util.random.RandomGenerator;

/// Puts replies into messages, one after the other; used by one thread at a time. What does not fit the client is left
/// out here (`server.md` §10): records from the end of a shuffled list, with what belongs to them in the additional
/// section.
final class ReplyWriter {
    /// What a UDP client takes that does not say.
    static final int PLAIN_UDP_BYTES = 512;

    /// The longest message over TCP.
    static final int TCP_BYTES = 65_535;

    /// A little less, as the original.
    private static final int MOST_TCP_BYTES = 65_523;

    /// The longest UDP payload over IPv4.
    private static final int MOST_UDP_BYTES = 65_507;

    private static final int MOST_TCP_ANSWERS = 4096;
    private static final int MOST_TCP_SRV_ANSWERS = 1024;

    private static final int TYPE_SRV = 33;
    private static final int HEADER = 12;
    private static final int OPT_BYTES = 11;

    private final MessageOutput out;
    private final RandomGenerator random;
    private int[] order = new int[16];

    /// @param capacity of the longest message that is written with it
    /// @param random   need not be hard to guess
    ReplyWriter(int capacity, RandomGenerator random) {
        out = new MessageOutput(capacity);
        this.random = random;
    }

    /// Where messages are; a next one overwrites the last.
    byte[] bytes() {
        return out.bytes();
    }

    /// Nothing but a header.
    ///
    /// @return its length
    int refuse(Request request, int rcode) {
        out.begin(false);
        out.header(request.id(), flags(request, false, false, false, rcode));
        return HEADER;
    }

    /// How much a client takes.
    ///
    /// @param bytes   of a message
    /// @param answers at most
    /// @param plainly whether, where answers are left out, what is left must fit without compression too: some servers
    ///                in between uncompress
    private record Room(int bytes, int answers, boolean plainly) {}

    private static Room room(Request request, Reply reply, DnsSettings.Limits limits, boolean tcp) {
        if (tcp) {
            return new Room(
                    MOST_TCP_BYTES, request.type() == TYPE_SRV ? MOST_TCP_SRV_ANSWERS : MOST_TCP_ANSWERS, false);
        }
        int bytes = udpBytes(request);
        if (bytes > PLAIN_UDP_BYTES) {
            return new Room(bytes, MOST_TCP_ANSWERS, false);
        }
        return new Room(bytes, reply.limited() ? limits.plainUdpAnswers() : MOST_TCP_ANSWERS, true);
    }

    /// How long an answer over UDP a client takes.
    static int udpBytes(Request request) {
        return Math.clamp(request.udpSize(), PLAIN_UDP_BYTES, MOST_UDP_BYTES);
    }

    /// Writes an answer.
    ///
    /// @param serial of the SOA record, if it has one
    /// @return the length of the message
    int write(Request request, Reply reply, Zone zone, boolean tcp, long serial) {
        DnsSettings.Limits limits = zone.settings().limits();
        Room room = room(request, reply, limits, tcp);
        Page page = new Page(request, reply, zone, serial, limits);
        int groups = arrange(reply);
        int total = count(reply.groups(), groups);
        int taken = Math.min(total, room.answers());
        if (taken == total) {
            if (page.fits(taken, Parts.ALL, room.bytes(), false)) {
                return out.length();
            }
        }
        boolean plainly = room.plainly() && taken < total;
        // once something is left out, only what belongs to the records that stay
        if (!page.fits(taken, Parts.GLUE, room.bytes(), plainly)) {
            taken = page.most(taken, room.bytes(), plainly);
            if (!page.fits(taken, Parts.GLUE, room.bytes(), plainly)) {
                page.render(taken, Parts.ANSWERS);
            }
        }
        if (taken < total && limits.truncate()) {
            out.truncated();
        }
        return out.length();
    }

    private static int count(List<Group> groups, int used) {
        int count = 0;
        for (int i = 0; i < used; i++) {
            count += groups.get(i).answers().size();
        }
        return count;
    }

    /// Chooses groups and their order.
    ///
    /// @return how many are used; `order` says which
    private int arrange(Reply reply) {
        int size = reply.groups().size();
        if (order.length < size) {
            order = new int[Math.max(size, order.length * 2)];
        }
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        int used = Math.min(size, reply.most());
        if (reply.shuffled() && size > 1) {
            for (int i = 0; i < used; i++) {
                int other = i + random.nextInt(size - i);
                int moved = order[i];
                order[i] = order[other];
                order[other] = moved;
            }
        }
        return used;
    }

    private static int flags(Request request, boolean authoritative, boolean recursive, boolean truncated, int rcode) {
        int flags = 0x8000 | request.opcode() << 11 | (rcode & 0xf);
        if (request.opcode() == 0) {
            // RD and CD
            flags |= request.flags() & 0x0110;
        }
        if (authoritative) {
            flags |= 0x0400;
        }
        if (truncated) {
            flags |= 0x0200;
        }
        return recursive ? flags | 0x0080 : flags;
    }

    /// What of a reply is written.
    private enum Parts {
        ALL,
        /// Answers and the addresses they need.
        GLUE,
        /// Answers alone.
        ANSWERS
    }

    /// One message to one client.
    private final class Page {
        private final Request request;
        private final Reply reply;
        private final Zone zone;
        private final long serial;
        private final DnsSettings.Limits limits;

        Page(Request request, Reply reply, Zone zone, long serial, DnsSettings.Limits limits) {
            this.request = request;
            this.reply = reply;
            this.zone = zone;
            this.serial = serial;
            this.limits = limits;
        }

        /// Writes so many answer records and says whether that was not too much.
        boolean fits(int answers, Parts parts, int bytes, boolean plainly) {
            render(answers, parts);
            return !out.overflown() && out.length() <= bytes && (!plainly || plainLength(answers) <= bytes);
        }

        /// The most answers that fit, but at least one.
        int most(int tooMany, int bytes, boolean plainly) {
            int low = Math.min(1, tooMany);
            int high = tooMany - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (fits(middle, Parts.GLUE, bytes, plainly)) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }

        void render(int answers, Parts parts) {
            boolean inAuthority = reply.inAuthority();
            out.begin(limits.compress());
            out.header(request.id(), flags(request, reply.authoritative(), reply.recursive(), false, reply.rcode()));
            out.question(request);
            if (reply.soa() == Reply.SoaPlace.ANSWER) {
                soa();
            }
            if (!inAuthority) {
                answers(answers);
            }
            out.authority();
            // room for records goes before room for what says that there are none
            if ((reply.soa() == Reply.SoaPlace.AUTHORITY && (parts == Parts.ALL || answers == 0)) || emptied(answers)) {
                soa();
            }
            if (inAuthority) {
                answers(answers);
            }
            out.additional();
            additional(answers, parts);
            if (reply.edns() && request.hasEdns()) {
                out.edns(request, reply.forEverybody());
            }
            out.end();
        }

        /// Whether there would be answers, but none for this client; the TC bit would be another way to say so.
        private boolean emptied(int answers) {
            return answers == 0 && reply.limited() && !reply.groups().isEmpty() && !limits.truncate();
        }

        private void answers(int most) {
            int left = most;
            for (int i = 0; left > 0; i++) {
                List<Rr> records = group(i).answers();
                for (int j = 0; j < records.size() && left > 0; j++, left--) {
                    out.record(records.get(j));
                }
            }
        }

        private void additional(int answers, Parts parts) {
            if (parts != Parts.ANSWERS) {
                int left = answers;
                for (int i = 0; left > 0; i++) {
                    Group group = group(i);
                    left -= group.answers().size();
                    records(group.glue());
                    if (parts == Parts.ALL) {
                        records(group.extra());
                    }
                }
            }
            if (parts == Parts.ALL) {
                records(reply.extra());
            }
        }

        private void records(List<Rr> records) {
            for (int i = 0; i < records.size(); i++) {
                out.record(records.get(i));
            }
        }

        private Group group(int position) {
            return reply.groups().get(order[position]);
        }

        private void soa() {
            out.soa(zone, serial);
        }

        private int plainLength(int answers) {
            int name = request.nameLength();
            int length = HEADER + name + 4;
            int left = answers;
            for (int i = 0; left > 0; i++) {
                Group group = group(i);
                for (int j = 0; j < group.answers().size() && left > 0; j++, left--) {
                    length += group.answers().get(j).plainLength(name);
                }
                for (Rr glue : group.glue()) {
                    length += glue.plainLength(name);
                }
            }
            return request.hasEdns() ? length + OPT_BYTES : length;
        }
    }
}
