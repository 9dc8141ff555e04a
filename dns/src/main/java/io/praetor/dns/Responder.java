package io.praetor.dns;

import io.praetor.model.telemetry.Timer;
import io.praetor.server.Ticker;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Rcode;

/// From the bytes of a request to the bytes of its answer, on any thread.
///
/// A question that was answered before is answered from the cache if nothing has changed: no look at the catalog, and
/// nothing made anew but the order of the records.
final class Responder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    /// The packet deserves no answer.
    static final int NOTHING = 0;

    /// The answer has to be waited for: ask again with [#answerWaiting].
    static final int LATER = -1;

    private static final int TRUNCATED = 0x02;
    private static final int MOST_IDLE_WORKERS = 8;

    private final Resolver resolver;
    private final Upstream upstream;
    private final InstantSource clock;
    private final Ticker ticker;
    private final RandomGenerator random;
    /// Workers of threads that need one now and then: a virtual thread is not worth one of its own.
    private final ArrayBlockingQueue<Worker> idle = new ArrayBlockingQueue<>(MOST_IDLE_WORKERS);
    private final Timers timers;
    private volatile Setup setup;

    /// Settings, and the answers that they led to.
    private record Setup(Zone zone, AnswerCache cache, Timer domainQueries, Timer reverseQueries) {}

    /// Finds the timers of a node.
    @FunctionalInterface
    interface Timers {
        /// @param name `dns.domain_query`, `dns.ptr_query`
        Timer of(String name, String node);
    }

    /// @param random thread-safe
    Responder(
            DnsSettings settings,
            Resolver resolver,
            Upstream upstream,
            InstantSource clock,
            Ticker ticker,
            RandomGenerator random,
            Timers timers) {
        this.resolver = resolver;
        this.upstream = upstream;
        this.clock = clock;
        this.ticker = ticker;
        this.random = random;
        this.timers = timers;
        setup = setup(settings);
    }

    private Setup setup(DnsSettings settings) {
        return new Setup(
                new Zone(settings),
                new AnswerCache(),
                timers.of("dns.domain_query", settings.node()),
                timers.of("dns.ptr_query", settings.node()));
    }

    /// Answers by other settings from now on.
    void reconfigure(DnsSettings settings) {
        Setup before = setup;
        setup = setup(settings);
        before.cache().close();
    }

    /// For a thread of its own.
    Worker worker(int capacity) {
        return Worker.of(capacity, new SplittableRandom(random.nextLong()));
    }

    /// Answers if that takes no waiting.
    ///
    /// @param reliable over TCP
    /// @return the length of the answer, which is in the worker's writer; [#NOTHING] or [#LATER]
    int answer(Worker worker, byte[] packet, int length, InetAddress peer, boolean reliable) {
        Request request = worker.request();
        ReplyWriter writer = worker.writer();
        return switch (request.read(packet, length)) {
            case IGNORED -> NOTHING;
            case MALFORMED -> writer.refuse(request, Rcode.FORMERR);
            case UNKNOWN_OPERATION -> writer.refuse(request, Rcode.NOTIMP);
            case NOTHING_ASKED -> writer.refuse(request, Rcode.SERVFAIL);
            case ASKS -> answerQuestion(worker, peer, reliable);
        };
    }

    private int answerQuestion(Worker worker, InetAddress peer, boolean reliable) {
        long start = ticker.nanos();
        Setup now = setup;
        Request request = worker.request();
        QuestionKey key = worker.key().move(request);
        Reply reply = now.cache().get(key);
        if (reply == null) {
            Asked asked = Asked.of(request, peer);
            Inquiry inquiry = new Inquiry(false);
            try {
                reply = worked(asked, now, inquiry);
            } catch (Inquiry.MustWait e) {
                inquiry.close();
                return LATER;
            }
            if (reply == null) {
                return LATER;
            }
            keep(now, key, reply, inquiry);
        }
        int length = worker.writer().write(request, reply, now.zone(), reliable, serial());
        count(now, reply, request, start);
        return length;
    }

    private long serial() {
        return clock.instant().getEpochSecond();
    }

    private static void keep(Setup now, QuestionKey key, Reply reply, Inquiry inquiry) {
        if (inquiry.lasts() && !inquiry.standings().isEmpty()) {
            now.cache().put(key, reply, inquiry.standings());
        } else {
            inquiry.close();
        }
    }

    /// The reply; null when recursors have to be asked.
    private @Nullable Reply worked(Asked asked, Setup now, Inquiry inquiry) {
        Zone zone = now.zone();
        Reply reply;
        try {
            reply = resolver.resolve(asked, zone, inquiry);
        } catch (Inquiry.MustWait e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("answering a DNS question failed", e);
            inquiry.dependsOnTheMoment();
            return Reply.failure(zone.hasRecursors(), true);
        }
        if (reply != null || zone.hasRecursors()) {
            return reply;
        }
        // as recorded: nobody to ask about an address is a failure of recursion, but other zones are none of ours
        boolean address = zone.place(asked.labels()) instanceof Zone.Place.Reverse;
        return Reply.failure(address, address);
    }

    /// Answers a packet from a stream, on a thread that may wait.
    ///
    /// @return empty when it deserves no answer
    byte[] answerStream(byte[] packet, InetAddress peer) {
        Worker worker = borrow();
        try {
            int length = answer(worker, packet, packet.length, peer, true);
            return length == LATER
                    ? answerWaiting(worker.request().copy(), peer, true)
                    : Arrays.copyOf(worker.writer().bytes(), length);
        } finally {
            idle.offer(worker);
        }
    }

    private Worker borrow() {
        Worker worker = idle.poll();
        return worker == null ? worker(ReplyWriter.TCP_BYTES) : worker;
    }

    /// Answers however long it takes, on a thread that may wait.
    ///
    /// @param request with bytes of its own
    byte[] answerWaiting(Request request, InetAddress peer, boolean reliable) {
        long start = ticker.nanos();
        Setup now = setup;
        Asked asked = Asked.of(request, peer);
        Inquiry inquiry = new Inquiry(true);
        Reply reply = worked(asked, now, inquiry);
        if (reply == null) {
            inquiry.close();
            byte[] answer =
                    upstream.forward(request, reliable, now.zone().settings().recursion());
            if (answer != null) {
                return reliable ? answer : cut(answer, request);
            }
            reply = Reply.failure(true, true);
        } else {
            keep(now, new QuestionKey().move(request), reply, inquiry);
        }
        Worker worker = borrow();
        try {
            int length = worker.writer().write(request, reply, now.zone(), reliable, serial());
            count(now, reply, request, start);
            return Arrays.copyOf(worker.writer().bytes(), length);
        } finally {
            idle.offer(worker);
        }
    }

    /// What a recursor says is passed on only as far as the client takes it.
    private static byte[] cut(byte[] answer, Request request) {
        if (answer.length <= ReplyWriter.udpBytes(request)) {
            return answer;
        }
        byte[] cut = Arrays.copyOf(answer, request.nameOffset() + request.nameLength() + 4);
        cut[2] |= TRUNCATED;
        Arrays.fill(cut, 6, 12, (byte) 0);
        return cut;
    }

    private void count(Setup now, Reply reply, Request request, long start) {
        if (isReverse(request)) {
            now.reverseQueries().record(ticker.nanos() - start);
        } else if (reply.authoritative()) {
            now.domainQueries().record(ticker.nanos() - start);
        }
    }

    private static boolean isReverse(Request request) {
        byte[] bytes = request.bytes();
        int end = request.nameOffset() + request.nameLength();
        return request.nameLength() > 6
                && bytes[end - 6] == 4
                && (bytes[end - 5] | 0x20) == 'a'
                && (bytes[end - 4] | 0x20) == 'r'
                && (bytes[end - 3] | 0x20) == 'p'
                && (bytes[end - 2] | 0x20) == 'a';
    }

    /// How many answers are kept: a gauge.
    int cached() {
        return setup.cache().size();
    }

    @Override
    public void close() {
        setup.cache().close();
    }
}
