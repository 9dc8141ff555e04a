package io.praetor.dns;

import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.telemetry.Timer;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Viewer;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.query.Standing;
import io.praetor.server.query.Standings;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.StateException;
import io.praetor.server.state.StateStore;
import io.praetor.store.Watches;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A responder over a real catalog, with time, chance and network of its own; everything on the test's thread.
final class DnsFixture {
    static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.7");
    static final Instant NOW = Instant.ofEpochSecond(1_600_000_000);

    final StateStore store = new StateStore(Runnable::run, () -> 0);
    final AtomicInteger evaluations = new AtomicInteger();
    final List<ReadOptions> waited = new ArrayList<>();
    final AtomicInteger stale = new AtomicInteger();
    final List<String> timed = new ArrayList<>();
    final Map<String, PreparedLookups.Found> queries = new HashMap<>();
    final List<PreparedLookups.Execution> executed = new ArrayList<>();
    Exchange exchange = (server, _, _, _, _) -> {
        throw new IOException("no way to " + server);
    };
    /// The agent's own.
    String token = "the-token";
    /// What tokens may see; everything unless it is said.
    final Map<String, Authorizer> rights = new HashMap<>();
    boolean leader = true;
    /// Whether there is one here: a client agent has none.
    boolean state = true;
    Duration lastContact = Duration.ZERO;
    final Responder responder;
    private long index = 10;

    DnsFixture() {
        this(settings());
    }

    DnsFixture(DnsSettings settings) {
        Reads reads = new Reads(new Catalog(), new Catalog(), () -> token, count -> stale.addAndGet((int) count));
        Upstream upstream = new Upstream(
                (server, query, reliably, timeout, valid) -> exchange.ask(server, query, reliably, timeout, valid),
                new SplittableRandom(1));
        responder = new Responder(
                settings,
                new Resolver(reads, this::execute, upstream, new SplittableRandom(3)),
                upstream,
                () -> NOW,
                () -> 0,
                new SplittableRandom(2),
                (name, node) -> timer(name + " " + node));
    }

    private Timer timer(String name) {
        return _ -> timed.add(name);
    }

    static DnsSettings settings() {
        return DnsSettings.of("dc1", "n1");
    }

    private PreparedLookups.@Nullable Found execute(PreparedLookups.Execution execution) {
        executed.add(execution);
        if (execution.datacenter() != null && !execution.datacenter().equals("dc1")) {
            throw RequestFailure.noPathToDatacenter();
        }
        return queries.get(execution.nameOrId());
    }

    /// Registers what `/v1/catalog/register` takes.
    DnsFixture register(String json) {
        RegisterRequest request;
        try {
            request = Json.parse(RegisterRequest.CODEC, json.getBytes(StandardCharsets.UTF_8));
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
        return write(write -> write.registrations().register(request));
    }

    /// A node with one instance.
    DnsFixture instance(String node, String address, String service, int port, String more) {
        return register("""
                {"Datacenter": "dc1", "Node": "%s", "Address": "%s",
                 "Service": {"ID": "%s-%d", "Service": "%s", "Port": %d %s}}""".formatted(node, address, service, port, service, port, more));
    }

    interface Change {
        void in(io.praetor.server.state.StateWrite write) throws StateException;
    }

    DnsFixture write(Change change) {
        try {
            store.write(++index, write -> {
                change.in(write);
                return "";
            });
        } catch (StateException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    static Message query(String name, int type) {
        try {
            return Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Message withEdns(Message query, int size) {
        query.addRecord(new OPTRecord(size, 0, 0), Section.ADDITIONAL);
        return query;
    }

    /// Asks over UDP without EDNS.
    Message ask(String name, int type) {
        return ask(query(name, type), false);
    }

    /// Asks over TCP.
    Message askTcp(String name, int type) {
        return ask(query(name, type), true);
    }

    Message ask(Message query, boolean reliable) {
        byte[] answer = answer(query.toWire(), reliable);
        try {
            return new Message(answer);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    byte[] answer(byte[] packet, boolean reliable) {
        if (reliable) {
            return responder.answerStream(packet, CLIENT);
        }
        Worker worker = responder.worker(ReplyWriter.TCP_BYTES);
        int length = responder.answer(worker, packet, packet.length, CLIENT, false);
        return length == Responder.LATER
                ? responder.answerWaiting(worker.request().copy(), CLIENT, false)
                : Arrays.copyOf(worker.writer().bytes(), length);
    }

    /// The records of a section as text, sorted: `name ttl type data`.
    static List<String> section(Message message, int section) {
        return message.getSection(section).stream()
                .filter(record -> record.getType() != Type.OPT)
                .map(DnsFixture::text)
                .sorted()
                .toList();
    }

    static List<String> answers(Message message) {
        return section(message, Section.ANSWER);
    }

    static List<String> additional(Message message) {
        return section(message, Section.ADDITIONAL);
    }

    static List<String> authority(Message message) {
        return section(message, Section.AUTHORITY);
    }

    private static String text(Record record) {
        return Stream.of(
                        record.getName().toString(),
                        Long.toString(record.getTTL()),
                        Type.string(record.getType()),
                        record.rdataToString())
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();
    }

    static InetSocketAddress server(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 53);
    }

    /// Answers from the store as a server would.
    private final class Catalog implements Standings, Queries {
        @Override
        public <T extends @Nullable Object> @Nullable Standing<T> stand(Query<T> query, ReadOptions options) {
            if (!state || !isHere(options) || (options.consistency() != Consistency.STALE && !leader)) {
                return null;
            }
            Watches watches = new Watches(Watches.DEFAULT_LIMIT);
            return new Kept<>(answer(query, options, watches), watches);
        }

        private Viewer viewer(String secret) {
            return Viewer.of(rights.getOrDefault(secret, Authorizer.ALL), false);
        }

        private boolean isHere(ReadOptions options) {
            return options.datacenter() == null || options.datacenter().equals("dc1");
        }

        private <T extends @Nullable Object> Answer<T> answer(Query<T> query, ReadOptions options, Watches watches) {
            evaluations.incrementAndGet();
            Indexed<T> found = query.evaluate(store.current(), watches, viewer(options.token()));
            return new Answer<>(found.value(), found.index(), leader, lastContact, options.consistency());
        }

        @Override
        public <T extends @Nullable Object> Cancellable read(
                Query<T> query, ReadOptions options, ReadCallback<T> done) {
            waited.add(options);
            if (!isHere(options)) {
                done.failed(RequestFailure.noPathToDatacenter());
            } else if (options.consistency() != Consistency.STALE && !leader) {
                done.failed(RequestFailure.noLeader());
            } else {
                done.answered(answer(query, options, Watches.NONE));
            }
            return Cancellable.NONE;
        }
    }

    private final class Kept<T extends @Nullable Object> implements Standing<T> {
        private final Answer<T> answer;
        private final Watches watches;
        private boolean closed;

        Kept(Answer<T> answer, Watches watches) {
            this.answer = answer;
            this.watches = watches;
        }

        @Override
        public Answer<T> answer() {
            return answer;
        }

        @Override
        public boolean holds() {
            return !closed && !watches.fired();
        }

        @Override
        public Duration lastContact() {
            return lastContact;
        }

        @Override
        public void close() {
            closed = true;
            watches.close();
        }
    }
}
