package io.praetor.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Asks the recursors (`server.md` §10): one after the other until one answers NOERROR or NXDOMAIN.
final class Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);

    /// Questions that are under way at a time; further ones fail at once.
    static final int MOST_UNDER_WAY = 1024;

    private static final int HEADER = 12;
    private static final int TRUNCATED = 0x02;

    private final Exchange exchange;
    private final RandomGenerator random;
    private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);

    /// @param random thread-safe and hard to guess: ids of questions come from it
    Upstream(Exchange exchange, RandomGenerator random) {
        this.exchange = exchange;
        this.random = random;
    }

    /// Asks what a client asked.
    ///
    /// @param reliably over TCP, as the client did
    /// @return the answer with the client's own id and spelling; null when no recursor has any
    byte @Nullable [] forward(Request request, boolean reliably, DnsSettings.Recursion recursion) {
        byte[] query = request.wire();
        byte[] answer = ask(query, reliably, false, recursion);
        if (answer != null) {
            System.arraycopy(request.bytes(), 0, answer, 0, 2);
            System.arraycopy(request.bytes(), request.nameOffset(), answer, HEADER, request.nameLength());
        }
        return answer;
    }

    /// What a name leads to: aliases, addresses, texts. The address asked for is always that of IPv4, as the original
    /// does.
    List<Rr> addresses(WireName name, DnsSettings.Recursion recursion) {
        try {
            Message query = Message.newQuery(Record.newRecord(new Name(name.bytes()), Type.A, DClass.IN));
            byte[] answer = ask(query.toWire(), false, true, recursion);
            return answer == null ? List.of() : records(new Message(answer));
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("DNS answer of a recursor is malformed");
            return List.of();
        }
    }

    private static List<Rr> records(Message message) {
        List<Rr> records = new ArrayList<>();
        if (message.getHeader().getFlag(Flags.QR)) {
            for (Record record : message.getSection(Section.ANSWER)) {
                switch (record.getType()) {
                    case Type.CNAME, Type.A, Type.AAAA, Type.TXT -> records.add(Rr.of(record));
                    default -> {}
                }
            }
        }
        return records;
    }

    /// @param whole whether to ask again over TCP when an answer was cut short
    private byte @Nullable [] ask(byte[] query, boolean reliably, boolean whole, DnsSettings.Recursion recursion) {
        if (!underWay.tryAcquire()) {
            LOG.debug("Too many questions to recursors at a time");
            return null;
        }
        try {
            List<InetSocketAddress> servers = new ArrayList<>(recursion.servers());
            if (recursion.random()) {
                Collections.shuffle(servers, random);
            }
            for (InetSocketAddress server : servers) {
                byte[] answer = ask(server, query, reliably, whole, recursion);
                if (answer != null) {
                    return answer;
                }
            }
            return null;
        } finally {
            underWay.release();
        }
    }

    private byte @Nullable [] ask(
            InetSocketAddress server,
            byte[] original,
            boolean reliably,
            boolean whole,
            DnsSettings.Recursion recursion) {
        byte[] query = original.clone();
        int id = random.nextInt(1 << 16);
        query[0] = (byte) (id >> 8);
        query[1] = (byte) id;
        try {
            byte[] answer = exchange.ask(
                    server, query, reliably, recursion.timeout(), candidate -> isAnswerTo(query, candidate));
            if (whole && !reliably && (answer[2] & TRUNCATED) != 0) {
                answer = exchange.ask(
                        server, query, true, recursion.timeout(), candidate -> isAnswerTo(query, candidate));
            }
            int rcode = answer[3] & 0xf;
            if ((rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN) && asksOnce(answer)) {
                return answer;
            }
            LOG.atDebug()
                    .addKeyValue("recursor", server)
                    .addKeyValue("rcode", Rcode.string(rcode))
                    .log("DNS recursor failed");
        } catch (IOException e) {
            LOG.atDebug()
                    .addKeyValue("recursor", server)
                    .addKeyValue("error", e.getMessage())
                    .log("DNS recursor failed");
        }
        return null;
    }

    private static boolean asksOnce(byte[] message) {
        return message[4] == 0 && message[5] == 1;
    }

    /// Whether it answers this question, or says without repeating it that it cannot.
    static boolean isAnswerTo(byte[] query, byte[] answer) {
        if (answer.length < HEADER || answer[0] != query[0] || answer[1] != query[1] || (answer[2] & 0x80) == 0) {
            return false;
        }
        if (answer[4] == 0 && answer[5] == 0) {
            return (answer[3] & 0xf) != Rcode.NOERROR;
        }
        if (!asksOnce(answer)) {
            return false;
        }
        for (int at = HEADER; ; at++) {
            if (at >= answer.length || lower(answer[at]) != lower(query[at])) {
                return false;
            }
            if (query[at] == 0) {
                return query.length >= at + 5
                        && answer.length >= at + 5
                        && answer[at + 1] == query[at + 1]
                        && answer[at + 2] == query[at + 2]
                        && answer[at + 3] == query[at + 3]
                        && answer[at + 4] == query[at + 4];
            }
        }
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
    }
}
