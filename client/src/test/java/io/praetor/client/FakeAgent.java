package io.praetor.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import io.praetor.model.kv.KvEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// An agent with a small key/value store and sessions in memory, over real HTTP on the loopback interface, so that
/// locks can be contended for; for everything else it gives the answers a test has put in place. It records what it was
/// asked.
public final class FakeAgent implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final TreeMap<String, KvEntry> store = new TreeMap<>();
    private final Set<String> sessions = new LinkedHashSet<>();
    private final Map<String, Canned> canned = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final Set<String> delayed = new HashSet<>();
    private long index = 10;
    private int failures;
    private boolean hurried;
    private final Map<String, Runnable> hooks = new HashMap<>();
    private boolean closed;

    /// @param index what the answer says in X-Consul-Index; negative for the agent's own
    private record Canned(int status, String body, long index) {
        Canned(int status, String body) {
            this(status, body, -1);
        }
    }

    public FakeAgent() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public ClientSettings settings() {
        return ClientSettings.DEFAULT.withAddress(AgentAddress.parse(address(), false));
    }

    /// Answers this request, `GET /v1/x?y=`, always so.
    public synchronized FakeAgent answer(String request, int status, String body) {
        canned.put(request, new Canned(status, body));
        return this;
    }

    /// Answers this request always so, with this index.
    public synchronized FakeAgent answerAt(long at, String request, String body) {
        canned.put(request, new Canned(200, body, at));
        return this;
    }

    /// Does something whenever this request comes, before it is answered.
    public synchronized FakeAgent on(String request, Runnable action) {
        hooks.put(request, action);
        return this;
    }

    /// From now on blocking reads end as if their time were over.
    public synchronized FakeAgent withoutWaiting() {
        hurried = true;
        return this;
    }

    /// The requests so far, as method and target.
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /// The bodies of the writes so far.
    public synchronized List<String> bodies() {
        return List.copyOf(bodies);
    }

    /// The tokens of the requests so far; those without one are left out.
    public synchronized List<String> tokens() {
        return List.copyOf(tokens);
    }

    public synchronized @Nullable KvEntry entry(String key) {
        return store.get(key);
    }

    public synchronized List<String> keys() {
        return List.copyOf(store.keySet());
    }

    public synchronized List<String> sessions() {
        return List.copyOf(sessions);
    }

    public synchronized void put(String key, String value, long flags) {
        write(key, Bytes.of(value), flags, "");
    }

    /// Ends a session as its time to live would.
    public synchronized void invalidate(String session) {
        sessions.remove(session);
        for (KvEntry entry : List.copyOf(store.values())) {
            if (entry.session().equals(session)) {
                write(entry.key(), entry.value() == null ? Bytes.EMPTY : entry.value(), entry.flags(), "");
            }
        }
        notifyAll();
    }

    /// Makes the next blocking or consistent reads answer 500.
    public synchronized void failWatches(int count) {
        failures = count;
        index++;
        notifyAll();
    }

    /// Refuses the next acquisition of a key, as a lock delay does.
    public synchronized void delay(String key) {
        delayed.add(key);
    }

    /// Waits until so many requests that begin like this have come.
    public synchronized void awaitRequests(String start, int count) throws InterruptedException {
        while (requests.stream().filter(r -> r.startsWith(start)).count() < count) {
            wait();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        String request = exchange.getRequestMethod() + " " + target;
        byte[] body = exchange.getRequestBody().readAllBytes();
        Canned answer;
        synchronized (this) {
            requests.add(request);
            tokens.addAll(exchange.getRequestHeaders().getOrDefault("X-Consul-Token", List.of()));
            if (!exchange.getRequestMethod().equals("GET")) {
                bodies.add(new String(body, StandardCharsets.UTF_8));
            }
            notifyAll();
            Runnable hook = hooks.get(request);
            if (hook != null) {
                hook.run();
            }
            answer = canned.get(request);
            if (answer == null) {
                answer = reply(exchange, body);
            }
            exchange.getResponseHeaders()
                    .add("X-Consul-Index", Long.toUnsignedString(answer.index() < 0 ? index : answer.index()));
            exchange.getResponseHeaders().add("X-Consul-KnownLeader", "true");
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private Canned reply(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        boolean get = exchange.getRequestMethod().equals("GET");
        if (path.startsWith("/v1/kv/")) {
            String key = path.substring("/v1/kv/".length());
            return switch (exchange.getRequestMethod()) {
                case "GET" -> read(key, query);
                case "PUT" -> put(key, body, query);
                default -> delete(key, query);
            };
        }
        if (path.equals("/v1/session/create")) {
            String id = "00000000-0000-0000-0000-%012d".formatted(++index);
            sessions.add(id);
            return new Canned(200, "{\"ID\":\"" + id + "\"}");
        }
        if (path.startsWith("/v1/session/renew/")) {
            return sessions.contains(path.substring(18))
                    ? new Canned(200, "[]")
                    : new Canned(404, "Session id not found");
        }
        if (path.startsWith("/v1/session/destroy/")) {
            invalidate(path.substring(20));
            return new Canned(200, "true");
        }
        if (path.equals("/v1/agent/self")) {
            return new Canned(200, "{\"Config\":{\"NodeName\":\"node1\"}}");
        }
        return new Canned(get ? 404 : 500, "nothing prepared for " + path);
    }

    private Canned read(String key, Map<String, String> query) {
        long seen = Long.parseLong(query.getOrDefault("index", "0"));
        while (seen >= index && !closed && !hurried) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Canned(500, "interrupted");
            }
        }
        if (failures > 0 && (seen > 0 || query.containsKey("consistent"))) {
            failures--;
            return new Canned(500, "rpc error");
        }
        if (query.containsKey("recurse")) {
            List<KvEntry> found =
                    store.values().stream().filter(e -> e.key().startsWith(key)).toList();
            return found.isEmpty()
                    ? new Canned(404, "")
                    : new Canned(200, Json.text(Codecs.list(KvEntry.CODEC), found));
        }
        if (query.containsKey("keys")) {
            List<String> found =
                    store.keySet().stream().filter(k -> k.startsWith(key)).toList();
            return found.isEmpty() ? new Canned(404, "") : new Canned(200, Json.text(Codecs.TEXTS, found));
        }
        KvEntry entry = store.get(key);
        if (entry == null) {
            return new Canned(404, "");
        }
        if (query.containsKey("raw")) {
            return new Canned(200, entry.value() == null ? "" : entry.value().utf8());
        }
        return new Canned(200, Json.text(Codecs.list(KvEntry.CODEC), List.of(entry)));
    }

    private Canned put(String key, byte[] body, Map<String, String> query) {
        KvEntry now = store.get(key);
        Bytes value = Bytes.of(body);
        long flags = Long.parseUnsignedLong(query.getOrDefault("flags", "0"));
        String holder = now == null ? "" : now.session();
        if (query.containsKey("cas")) {
            long wanted = Long.parseLong(query.getOrDefault("cas", "0"));
            if (wanted != (now == null ? 0 : now.modifyIndex())) {
                return new Canned(200, "false");
            }
        }
        String acquire = query.get("acquire");
        if (acquire != null) {
            if (delayed.remove(key) || (!holder.isEmpty() && !holder.equals(acquire))) {
                return new Canned(200, "false");
            }
            holder = acquire;
        }
        String release = query.get("release");
        if (release != null) {
            if (!holder.equals(release)) {
                return new Canned(200, "false");
            }
            holder = "";
        }
        write(key, value, flags, holder);
        return new Canned(200, "true");
    }

    private void write(String key, Bytes value, long flags, String session) {
        KvEntry now = store.get(key);
        index++;
        store.put(key, new KvEntry(0, key, flags, value, session, now == null ? index : now.createIndex(), index));
        notifyAll();
    }

    private Canned delete(String key, Map<String, String> query) {
        KvEntry now = store.get(key);
        if (query.containsKey("cas")
                && now != null
                && Long.parseLong(query.getOrDefault("cas", "0")) != now.modifyIndex()) {
            return new Canned(200, "false");
        }
        index++;
        if (query.containsKey("recurse")) {
            store.keySet().removeIf(k -> k.startsWith(key));
        } else {
            store.remove(key);
        }
        notifyAll();
        return new Canned(200, "true");
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            query.put(equals < 0 ? pair : pair.substring(0, equals), URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return query;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        server.stop(0);
        threads.shutdownNow();
    }
}
