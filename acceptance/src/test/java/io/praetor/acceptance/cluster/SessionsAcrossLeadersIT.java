package io.praetor.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.cluster.Datacenter.Member;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Only the leader keeps the time of sessions. When it dies, they begin anew at the next one, and end there.
@Order(5)
class SessionsAcrossLeadersIT {
    private static final Duration TTL = Duration.ofSeconds(10);
    private static final Duration LOCK_DELAY = Duration.ofSeconds(5);
    private static final Pattern ID = Pattern.compile("\"ID\": ?\"([^\"]+)\"");

    @TempDir
    private Path folder;

    @Test
    void sessionsKeepTheirTimeWhenTheLeaderDies() throws Exception {
        try (Datacenter datacenter = new Datacenter(folder)) {
            datacenter.server("s1");
            datacenter.server("s2");
            datacenter.server("s3");
            Member web = datacenter.client("web");
            Member leader = datacenter.leader(web);
            datacenter.await(web, "/v1/operator/raft/configuration", "(?s)(\"Voter\": ?true.*){3}");
            datacenter.await(web, "/v1/health/node/web", "serfHealth");
            String left = session(web, "\"TTL\": \"10s\", \"LockDelay\": \"5s\"");
            String renewed = session(web, "\"TTL\": \"30s\"");
            String endless = session(web, "\"Name\": \"endless\"");
            assertThat(web.agent().put("/v1/kv/lock?acquire=" + left, "mine").text())
                    .isEqualTo("true");
            assertThat(web.agent().put("/v1/session/renew/" + left, "").status())
                    .isEqualTo(200);

            AtomicBoolean over = new AtomicBoolean();
            Thread renewing = Thread.ofVirtual().start(() -> renew(web, renewed, over));
            long died = System.nanoTime();
            datacenter.kill(leader);
            datacenter.leader(web);
            long lastSeen = lastSeen(web, left);

            assertThat(System.nanoTime() - died).isGreaterThanOrEqualTo(TTL.toNanos());
            assertThat(datacenter.leader(web).name()).isNotEqualTo(leader.name());
            datacenter.await(
                    web, "/v1/kv/lock", text -> text.contains("\"LockIndex\"") && !text.contains("\"Session\""));
            assertThat(web.agent().get("/v1/kv/lock?raw").text()).isEqualTo("mine");
            long locked = acquired(web, renewed);
            assertThat(locked - lastSeen).isGreaterThanOrEqualTo(LOCK_DELAY.toNanos());
            assertThat(exists(web, renewed)).isTrue();
            assertThat(exists(web, endless)).isTrue();
            over.set(true);
            renewing.join();
        }
    }

    private static String session(Member at, String fields) throws IOException {
        String answer = at.agent().put("/v1/session/create", "{" + fields + "}").text();
        Matcher found = ID.matcher(answer);
        assertThat(found.find()).as(answer).isTrue();
        return found.group(1);
    }

    /// As a holder of a lock does.
    private static void renew(Member at, String session, AtomicBoolean over) {
        while (!over.get()) {
            try {
                at.agent().put("/v1/session/renew/" + session, "");
                Thread.sleep(1000);
            } catch (IOException notNow) {
                // the next time
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Waits until a session is gone.
    ///
    /// @return nanoseconds of a moment at which it was still there
    private static long lastSeen(Member at, String session) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        long seen = begun;
        Boolean exists = null;
        while (!Boolean.FALSE.equals(exists)) {
            long asked = System.nanoTime();
            exists = exists(at, session);
            if (Boolean.TRUE.equals(exists)) {
                seen = asked;
            }
            assertThat(asked - begun).as("it is still there").isLessThan(Datacenter.PATIENCE.toNanos());
            Thread.sleep(50);
        }
        return seen;
    }

    /// Null while nobody can say.
    private static @Nullable Boolean exists(Member at, String session) throws IOException {
        var answer = at.agent().get("/v1/session/info/" + session + "?consistent");
        return answer.status() == 200 ? (Boolean) answer.text().contains(session) : null;
    }

    /// Waits until the lock can be had.
    ///
    /// @return nanoseconds of a moment when it was
    private static long acquired(Member at, String session) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (!at.agent()
                .put("/v1/kv/lock?acquire=" + session, "theirs")
                .text()
                .equals("true")) {
            assertThat(System.nanoTime() - begun).as("nobody gets the lock").isLessThan(Datacenter.PATIENCE.toNanos());
            Thread.sleep(50);
        }
        return System.nanoTime();
    }
}
