package io.praetor.gossip.real;

import static io.praetor.gossip.real.OurMember.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.gossip.serf.QueryParameters;
import io.praetor.gossip.serf.QueryResult;
import io.praetor.model.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Members of both kinds in one pool, whoever joins whom.
class SerfIT {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final byte[] NEW_KEY = "fedcba9876543210".getBytes(UTF_8);

    @TempDir
    private Path folder;

    @Test
    void membersOfBothKindsShareAPool() throws Exception {
        try (OurMember ours = OurMember.start("ours", List.of());
                RealSerf first = RealSerf.start(folder, "first")) {
            share(ours, first, RealSerf.start(folder, "second", "-join=" + ours.address()));
        }
    }

    @Test
    void membersOfBothKindsShareAnEncryptedPool() throws Exception {
        String key = "-encrypt=" + Base64.getEncoder().encodeToString(KEY);
        try (OurMember ours = OurMember.start("ours", List.of(KEY));
                RealSerf first = RealSerf.start(folder, "first", key)) {
            share(ours, first, RealSerf.start(folder, "second", key, "-join=" + ours.address()));
        }
    }

    private static void share(OurMember ours, RealSerf first, RealSerf second) throws Exception {
        try (second) {
            ours.join(first.address());

            Map<String, String> all = Map.of(
                    "ours", "alive made=here",
                    "first", "alive made=elsewhere",
                    "second", "alive made=elsewhere");
            Eventually.see(ours::members, all::equals);
            Eventually.see(first::members, all::equals);
            Eventually.see(second::members, all::equals);

            events(ours, first, second);
            questions(ours, first);
            tags(ours, first);

            second.kill();
            Eventually.see(ours::members, says("second", "failed"));
            Eventually.see(first::members, says("second", "failed"));

            first.succeed("leave");
            Eventually.see(ours::members, says("first", "left"));
            assertThat(ours.happened())
                    .contains("JOIN first", "JOIN second", "FAILED second", "UPDATE first", "LEAVE first");
        }
    }

    private static void events(OurMember ours, RealSerf first, RealSerf second) throws Exception {
        first.succeed("event", "deploy", "1.2.3");
        Eventually.see(ours::told, List.of("deploy=1.2.3")::equals);

        done(ours.serf().userEvent("restart", "now".getBytes(UTF_8), false));
        Set<String> both = Set.of("deploy=1.2.3", "restart=now");
        Eventually.see(() -> Set.copyOf(first.told()), both::equals);
        Eventually.see(() -> Set.copyOf(second.told()), both::equals);
        assertThat(ours.told()).containsExactly("deploy=1.2.3", "restart=now");
        assertThat(first.told()).hasSize(2);
        assertThat(second.told()).hasSize(2);
    }

    private static void questions(OurMember ours, RealSerf first) throws Exception {
        String answers = first.succeed("query", "-timeout=5s", "load", "of all");
        assertThat(answers)
                .contains("Response from 'ours': ours: of all")
                .contains("Response from 'first': first: of all")
                .contains("Response from 'second': second: of all")
                .contains("Total Acks: 3", "Total Responses: 3");

        QueryParameters withAcks = new QueryParameters(List.of(), Map.of("made", "^else"), true, 1, null);
        QueryResult result = done(ours.serf().query("load", "of some".getBytes(UTF_8), withAcks));
        assertThat(result.acknowledged()).containsExactlyInAnyOrder("first", "second");
        assertThat(result.responses()).containsOnlyKeys("first", "second");
        assertThat(result.responses()).containsEntry("first", Bytes.of("first: of some"));

        assertThat(first.succeed("query", "-node=ours", "-relay-factor=1", "load", "of one"))
                .contains("Response from 'ours': ours: of one")
                .contains("Total Responses: 1");
    }

    private static void tags(OurMember ours, RealSerf first) throws Exception {
        first.succeed("tags", "-set=role=web");
        Eventually.see(ours::members, says("first", "role=web"));

        done(ours.serf().setTags(Map.of("made", "here", "role", "db")));
        Eventually.see(first::members, says("ours", "role=db"));
    }

    @Test
    void whoLeavesOrDiesIsToldApart() throws Exception {
        try (RealSerf serf = RealSerf.start(folder, "serf");
                OurMember leaving = OurMember.start("leaving", List.of());
                OurMember dying = OurMember.start("dying", List.of());
                OurMember ours = OurMember.start("ours", List.of())) {
            leaving.join(serf.address());
            dying.join(serf.address());
            ours.join(serf.address());
            Eventually.see(serf::members, members -> members.size() == 4);
            Eventually.see(ours::members, members -> members.size() == 4);

            done(leaving.serf().leave());
            dying.kill();

            Eventually.see(serf::members, says("leaving", "left"));
            Eventually.see(serf::members, says("dying", "failed"));
            Eventually.see(ours::members, says("leaving", "left"));
            Eventually.see(ours::members, says("dying", "failed"));

            serf.succeed("force-leave", "dying");
            Eventually.see(ours::members, says("dying", "left"));

            try (OurMember back = OurMember.start("dying", List.of())) {
                back.join(serf.address());
                Eventually.see(serf::members, says("dying", "alive"));
                Eventually.see(ours::members, says("dying", "alive"));
            }
        }
    }

    @Test
    void manyOfEachKindAgreeOnWhoIsThere() throws Exception {
        List<OurMember> ours = new ArrayList<>();
        List<RealSerf> serfs = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                ours.add(OurMember.start("ours-" + i, List.of()));
                serfs.add(RealSerf.start(
                        folder, "serf-" + i, "-join=" + ours.getFirst().address()));
                ours.getLast().join(serfs.getFirst().address());
            }
            for (int i = 0; i < 8; i++) {
                Eventually.see(ours.get(i)::members, members -> alive(members) == 16);
                Eventually.see(serfs.get(i)::members, members -> alive(members) == 16);
            }
            // a question may miss somebody, in a pool of one kind as well
            Eventually.see(() -> serfs.getLast().run("reachability").code(), code -> code == 0);
            assertThat(serfs.getLast().succeed("rtt", "serf-0", "ours-3")).contains("Estimated");

            ours.get(3).kill();
            serfs.get(4).kill();
            for (int i : List.of(0, 1, 2, 5, 6, 7)) {
                Eventually.see(ours.get(i)::members, members -> alive(members) == 14);
                Eventually.see(serfs.get(i)::members, members -> alive(members) == 14);
            }
            assertThat(ours.getFirst().happened())
                    .filteredOn(happened -> happened.startsWith("FAILED"))
                    .containsExactlyInAnyOrder("FAILED ours-3", "FAILED serf-4");
        } finally {
            ours.forEach(OurMember::close);
            serfs.forEach(RealSerf::close);
        }
    }

    private static long alive(Map<String, String> members) {
        return members.values().stream()
                .filter(member -> member.startsWith("alive"))
                .count();
    }

    @Test
    void keysAreRotatedByEitherKind() throws Exception {
        String key = Base64.getEncoder().encodeToString(KEY);
        String newKey = Base64.getEncoder().encodeToString(NEW_KEY);
        Path keyring = Files.writeString(folder.resolve("keys.json"), "[\"" + key + "\"]");
        try (OurMember ours = OurMember.start("ours", List.of(KEY));
                RealSerf serf = RealSerf.start(folder, "serf", "-keyring-file=" + keyring, "-join=" + ours.address())) {
            Eventually.see(ours::members, members -> members.size() == 2);

            serf.succeed("keys", "-install=" + newKey);
            serf.succeed("keys", "-use=" + newKey);
            serf.succeed("keys", "-remove=" + key);
            assertThat(serf.succeed("keys", "-list"))
                    .contains(newKey + "  [2/2]")
                    .doesNotContain(key);
            done(ours.serf().userEvent("after", "one".getBytes(UTF_8), false));
            Eventually.see(serf::told, List.of("after=one")::equals);

            assertThat(done(ours.serf().keys().install(key, 0)).error()).isEmpty();
            assertThat(done(ours.serf().keys().use(key, 0)).error()).isEmpty();
            assertThat(done(ours.serf().keys().remove(newKey, 0)).error()).isEmpty();
            assertThat(done(ours.serf().keys().list(0)).keys()).isEqualTo(Map.of(key, 2));
            serf.succeed("event", "after", "two");
            Eventually.see(ours::told, List.of("after=one", "after=two")::equals);
            assertThat(serf.members())
                    .allSatisfy((name, member) -> assertThat(member).startsWith("alive"));
        }
    }

    @Test
    void whoHasNoKeyIsTurnedAwayWithAReason() throws Exception {
        try (OurMember lockedOurs = OurMember.start("locked", List.of(KEY));
                OurMember ours = OurMember.start("open", List.of());
                RealSerf lockedSerf = RealSerf.start(
                        folder, "locked-serf", "-encrypt=" + Base64.getEncoder().encodeToString(KEY));
                RealSerf serf = RealSerf.start(folder, "open-serf")) {
            String locked = "Remote state is encrypted and encryption is not configured";
            String open = "Encryption is configured but remote state is not encrypted";
            assertThatThrownBy(() -> ours.join(lockedSerf.address())).hasMessageContaining(locked);
            assertThatThrownBy(() -> lockedOurs.join(serf.address())).hasMessageContaining(open);
            assertThat(serf.run("join", lockedOurs.address()).text()).contains(locked);
            assertThat(lockedSerf.run("join", ours.address()).text()).contains(open);
        }
    }

    /// Whether a list of members says this of one.
    private static Predicate<Map<String, String>> says(String member, String what) {
        return members -> members.getOrDefault(member, "").contains(what);
    }
}
