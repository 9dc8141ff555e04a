package io.praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.gossip.memberlist.Keyring;
import io.praetor.gossip.serf.FakeNetwork.Fake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {

    private static final SerfConfig CONFIG = SerfConfig.serf(Map.of());
    private static final byte[] OLD = key(32, 1);
    private static final byte[] NEW = key(16, 2);

    @TempDir
    Path folder;

    private final FakeNetwork network = new FakeNetwork(3);

    @Test
    void aKeyIsRotatedEverywhere() {
        List<Fake> all = encrypted(5);
        KeyManager keys = all.get(2).serf().keys();

        assertThat(done(keys.install(text(NEW), 0)).error()).isEmpty();
        assertThat(done(keys.use(text(NEW), 0)).error()).isEmpty();
        assertThat(done(keys.remove(text(OLD), 0)).error()).isEmpty();

        KeyManager.Outcome outcome = done(keys.list(0));
        assertThat(outcome.members()).isEqualTo(5);
        assertThat(outcome.responded()).isEqualTo(5);
        assertThat(outcome.keys()).isEqualTo(Map.of(text(NEW), 5));
        assertThat(outcome.primaryKeys()).isEqualTo(Map.of(text(NEW), 5));
        assertThat(all.get(0).keyring().primary()).isEqualTo(NEW);
        assertThat(all.get(0).serf().stats()).containsEntry("encrypted", "true");
    }

    @Test
    void whatDoesNotWorkIsSaidOfEachMember() {
        List<Fake> all = encrypted(3);

        KeyManager.Outcome unknown = done(all.get(0).serf().keys().use(text(NEW), 0));
        KeyManager.Outcome primary = done(all.get(0).serf().keys().remove(text(OLD), 0));
        KeyManager.Outcome size = done(all.get(0).serf().keys().install(text(new byte[7]), 0));

        assertThat(unknown.error()).isEqualTo("3/3 nodes reported failure");
        assertThat(unknown.messages())
                .containsEntry("m1", "Requested key is not in the keyring")
                .hasSize(3);
        assertThat(primary.messages()).containsEntry("m2", "Removing the primary key is not allowed");
        assertThat(size.messages()).containsEntry("m2", "key size must be 16, 24 or 32 bytes");
    }

    @Test
    void thereIsNothingToChangeWithoutEncryption() {
        List<Fake> all = network.pool(2, CONFIG);

        KeyManager.Outcome install = done(all.get(0).serf().keys().install(text(NEW), 0));
        KeyManager.Outcome list = done(all.get(0).serf().keys().list(0));

        assertThat(install.messages()).containsEntry("m1", "No keyring to modify (encryption not enabled)");
        assertThat(list.messages()).containsEntry("m1", "Keyring is empty (encryption not enabled)");
        assertThat(list.error()).isEqualTo("2/2 nodes reported failure");
    }

    @Test
    void whoTakesLongToWriteItsKeysDownIsWaitedFor() {
        List<Fake> all = encrypted(3);
        all.get(2).slowness = Duration.ofSeconds(8);

        KeyManager.Outcome outcome = done(all.get(0).serf().keys().install(text(NEW), 0));

        assertThat(outcome.error()).isEmpty();
        assertThat(outcome.responded()).isEqualTo(3);
    }

    @Test
    void thoseWhoDoNotAnswerAreMissed() {
        List<Fake> all = encrypted(3);
        all.get(2).closed = true;

        KeyManager.Outcome outcome = done(all.get(0).serf().keys().install(text(NEW), 0));

        assertThat(outcome.error()).isEqualTo("2/3 nodes reported success");
    }

    @Test
    void aListThatIsTooLongIsShortened() {
        List<byte[]> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(key(32, i));
        }
        Fake alone = network.start("alone", 1, CONFIG, new Keyring(many));

        KeyManager.Outcome outcome = done(alone.serf().keys().list(0));

        assertThat(outcome.error()).isEmpty();
        assertThat(outcome.keys().size()).isBetween(10, 40);
        assertThat(outcome.messages().get("alone"))
                .isEqualTo("truncated key list response, showing first "
                        + outcome.keys().size() + " of 60 keys");
    }

    @ParameterizedTest
    @CsvSource({"%%%%, 0", "AAA, 0", "AAAA*AAA, 4", "AAAAA, 4", "AA=A, 3", "AAAA====, 4"})
    void whatIsNoBase64IsRefused(String text, int at) {
        Fake alone = network.start("alone", 1, CONFIG);

        assertThatThrownBy(() -> alone.serf().keys().install(text, 0).join())
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("illegal base64 data at input byte " + at);
    }

    @Test
    void changesAreWrittenDown() throws IOException {
        Path file = folder.resolve("serf/local.keyring");
        Fake alone = network.start("alone", 1, CONFIG.with(c -> c.keyringFile(file)), new Keyring(List.of(OLD)));

        done(alone.serf().keys().install(text(NEW), 0));
        done(alone.serf().keys().use(text(NEW), 0));

        assertThat(Files.readString(file)).isEqualTo("[\n  \"" + text(NEW) + "\",\n  \"" + text(OLD) + "\"\n]");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(KeyringFile.read(file).primary()).isEqualTo(NEW);
        assertThat(KeyringFile.read(file).keys()).hasSize(2);
    }

    @Test
    void aChangeThatCannotBeWrittenDownFailed() throws IOException {
        Path noFolder = Files.createFile(folder.resolve("file"));
        Fake alone = network.start(
                "alone",
                1,
                CONFIG.with(c -> c.keyringFile(noFolder.resolve("local.keyring"))),
                new Keyring(List.of(OLD)));

        KeyManager.Outcome outcome = done(alone.serf().keys().install(text(NEW), 0));

        assertThat(outcome.error()).isEqualTo("1/1 nodes reported failure");
        assertThat(outcome.messages().get("alone")).startsWith("Failed to write keyring file: ");
    }

    @Test
    void aFileWithoutKeysIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("bad"), "[\"AAAA\"]");
        Path noList = Files.writeString(folder.resolve("worse"), "{");

        assertThatThrownBy(() -> KeyringFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds a key that is not base64 of 16, 24 or 32 bytes");
        assertThatThrownBy(() -> KeyringFile.read(noList))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no JSON list of texts");
    }

    private List<Fake> encrypted(int members) {
        List<Fake> all = new ArrayList<>();
        for (int i = 1; i <= members; i++) {
            all.add(network.start("m" + i, i, CONFIG, new Keyring(List.of(OLD))));
            var _ = all.getLast().serf().join(List.of(FakeNetwork.endpoint(1).toString()), true);
            network.loop.advance(Duration.ofSeconds(1));
        }
        return all;
    }

    private KeyManager.Outcome done(CompletableFuture<KeyManager.Outcome> asked) {
        network.loop.until(Duration.ofSeconds(30), asked::isDone);
        return asked.join();
    }

    private static String text(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    private static byte[] key(int length, int seed) {
        byte[] key = new byte[length];
        Arrays.fill(key, (byte) seed);
        return key;
    }
}
