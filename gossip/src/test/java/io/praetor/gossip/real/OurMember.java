package io.praetor.gossip.real;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.memberlist.Environment;
import io.praetor.gossip.memberlist.Keyring;
import io.praetor.gossip.memberlist.MemberlistConfig;
import io.praetor.gossip.net.LoopThread;
import io.praetor.gossip.net.NetSettings;
import io.praetor.gossip.net.NetTransport;
import io.praetor.gossip.net.SystemResolver;
import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Serf;
import io.praetor.gossip.serf.SerfConfig;
import io.praetor.gossip.serf.SerfEvent;
import io.praetor.gossip.serf.SerfPool;
import io.praetor.model.telemetry.Telemetry;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A member as our agents are, on the loopback interface. It answers every question with its name and what it was
/// asked.
final class OurMember implements Closeable {
    private static final long PATIENCE_SECONDS = 60;

    private final LoopThread loop;
    private final Serf serf;
    private final List<SerfEvent> heard;
    private boolean killed;

    private OurMember(LoopThread loop, Serf serf, List<SerfEvent> heard) {
        this.loop = loop;
        this.serf = serf;
        this.heard = heard;
    }

    /// Starts a member with the tag `made=here`.
    ///
    /// @param keys the primary one first; none: not encrypted
    static OurMember start(String name, List<byte[]> keys) throws IOException {
        LoopThread loop = new LoopThread("gossip-" + name, System::nanoTime);
        InetAddress here = InetAddress.getLoopbackAddress();
        MemberlistConfig config = MemberlistConfig.local(name);
        NetTransport transport = NetTransport.open(NetSettings.of(here, 0, here, config.streamTimeout()), loop);
        Environment environment =
                new Environment(loop, transport, new SystemResolver(), new SecureRandom(), Telemetry.NONE);
        List<SerfEvent> heard = new CopyOnWriteArrayList<>();
        Serf serf = SerfPool.start(
                SerfConfig.serf(Map.of("made", "here")),
                config,
                new Keyring(keys),
                environment,
                new SerfPool.Seams(Runnable::run, event -> hear(name, heard, event), () -> {}));
        return new OurMember(loop, serf, heard);
    }

    private static void hear(String name, List<SerfEvent> heard, SerfEvent event) {
        heard.add(event);
        if (event instanceof SerfEvent.Query query) {
            query.asked().respond((name + ": " + query.payload().utf8()).getBytes(StandardCharsets.UTF_8));
        }
    }

    Serf serf() {
        return serf;
    }

    String address() {
        Endpoint endpoint = serf.local().endpoint();
        return endpoint.toString();
    }

    void join(String address) throws Exception {
        done(serf.join(List.of(address), false));
    }

    /// What it says of each member: status and tags, such as `alive made=elsewhere`.
    Map<String, String> members() {
        Map<String, String> members = new TreeMap<>();
        for (Member member : serf.members()) {
            StringBuilder text = new StringBuilder(member.status().name().toLowerCase(Locale.ROOT));
            member.tags()
                    .forEach((key, value) ->
                            text.append(' ').append(key).append('=').append(value));
            members.put(member.name(), text.toString());
        }
        return members;
    }

    /// The events it was told, `name=payload` each, in order.
    List<String> told() {
        return heard.stream()
                .filter(SerfEvent.User.class::isInstance)
                .map(SerfEvent.User.class::cast)
                .map(event -> event.name() + "=" + event.payload().utf8())
                .toList();
    }

    /// What happened to members, such as `JOIN s1`, in order.
    List<String> happened() {
        return heard.stream()
                .filter(SerfEvent.Members.class::isInstance)
                .map(SerfEvent.Members.class::cast)
                .flatMap(event -> event.members().stream().map(member -> event.kind() + " " + member.name()))
                .toList();
    }

    /// Waits for what the pool does.
    static <T> T done(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// No more of it, at once, without a word. Idempotent.
    void kill() {
        if (!killed) {
            killed = true;
            CompletableFuture<Void> closed = new CompletableFuture<>();
            serf.close();
            loop.execute(() -> closed.complete(null));
            closed.join();
            loop.close();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
