package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.praetor.client.FakeAgent;
import io.praetor.model.snapshot.ArchiveWriter;
import io.praetor.model.snapshot.SnapshotMeta;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotCommandsTest {
    /// A header, two KV entries and an index entry.
    private static final byte[] STATE = HexFormat.of()
            .parseHex("81a94c617374496e6465781e" + "0281a34b6579a161" + "0281a34b6579a162"
                    + "1082a34b6579a36b7673a556616c756517");

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        SnapshotMeta meta = new SnapshotMeta(1, "2-30-5", 30, 2, "", List.of(), 1, STATE.length);
        ArchiveWriter.write(archive, meta, new ByteArrayInputStream(STATE), Instant.EPOCH);
        return archive.toByteArray();
    }

    private static CliRun.Result save(byte[] body, Path file) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/snapshot", exchange -> {
            exchange.getResponseHeaders().add("X-Consul-Index", "30");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            return new CliRun()
                    .with("CONSUL_HTTP_ADDR", "127.0.0.1:" + server.getAddress().getPort())
                    .run("snapshot", "save", file.toString());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void savesWhatItHasVerified(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("back.snap");

        CliRun.Result result = save(archive(), file);

        assertThat(result).isEqualTo(new CliRun.Result(0, "Saved and verified snapshot to index 30\n", ""));
        assertThat(Files.readAllBytes(file)).isEqualTo(archive());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(dir.resolve("back.snap.unverified")).doesNotExist();
    }

    @Test
    void doesNotTouchTheFileWhenTheArchiveIsDamaged(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("back.snap"), "the backup of yesterday");
        byte[] damaged = archive();
        damaged[damaged.length - 5] ^= 1;

        CliRun.Result result = save(damaged, file);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("Error verifying snapshot file: failed to read snapshot: gzip: ");
        assertThat(file).hasContent("the backup of yesterday");
    }

    @Test
    void saysWhereItCannotWrite(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("no/such/dir/x.snap");

        assertThat(save(archive(), file).err())
                .isEqualTo("Error writing unverified snapshot file: open " + file
                        + ".unverified: no such file or directory\n");
    }

    @Test
    void restoresAndReportsRefusals(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("x.snap"), "archive");
        try (FakeAgent agent = new FakeAgent()) {
            agent.answer("PUT /v1/snapshot", 200, "").answer("PUT /v1/snapshot?dc=dc2", 500, "no");

            assertThat(CliRun.against(agent)
                            .run("snapshot", "restore", file.toString())
                            .out())
                    .isEqualTo("Restored snapshot\n");
            assertThat(agent.bodies()).containsExactly("archive");
            assertThat(CliRun.against(agent)
                            .run("snapshot", "restore", "-datacenter=dc2", file.toString())
                            .err())
                    .isEqualTo("Error restoring snapshot: Unexpected response code: 500 (no)\n");
            assertThat(CliRun.against(agent)
                            .run("snapshot", "restore", "missing.snap")
                            .err())
                    .isEqualTo("Error opening snapshot file: open missing.snap: no such file or directory\n");
        }
    }

    @Test
    void showsWhatAnArchiveHolds(@TempDir Path dir) throws IOException {
        Path file = Files.write(dir.resolve("x.snap"), archive());

        String text = new CliRun().run("snapshot", "inspect", file.toString()).out();

        assertThat(text.replace(' ', '.')).isEqualTo("""
                .ID...........2-30-5
                .Size.........45
                .Index........30
                .Term.........2
                .Version......1

                .Type.......Count......Size......
                .----.......----.......----......
                .KVS........2..........28B.......
                .Index......1..........17B.......
                .----.......----.......----......
                .Total.................45B
                """);
    }

    @Test
    void showsItAsJsonToo(@TempDir Path dir) throws IOException {
        Path file = Files.write(dir.resolve("x.snap"), archive());

        assertThat(new CliRun()
                        .run("snapshot", "inspect", "-format=json", file.toString())
                        .out())
                .isEqualTo("""
                {
                   "Meta": {
                      "ID": "2-30-5",
                      "Size": 45,
                      "Index": 30,
                      "Term": 2,
                      "Version": 1
                   },
                   "Stats": [
                      {
                         "Name": "KVS",
                         "Sum": 28,
                         "Count": 2
                      },
                      {
                         "Name": "Index",
                         "Sum": 17,
                         "Count": 1
                      }
                   ],
                   "TotalSize": 45
                }
                """);
    }

    @Test
    void explainsWhatItCannotInspect(@TempDir Path dir) throws IOException {
        Path corrupt = Files.writeString(dir.resolve("corrupt.snap"), "this is no snapshot");
        Path fine = Files.write(dir.resolve("x.snap"), archive());

        assertThat(new CliRun().run("snapshot", "inspect", corrupt.toString()).err())
                .isEqualTo("Error reading snapshot: failed to decompress snapshot: gzip: invalid header\n");
        assertThat(new CliRun().run("snapshot", "inspect", "missing.snap").err())
                .isEqualTo("Error opening snapshot file: open missing.snap: no such file or directory\n");
        assertThat(new CliRun()
                        .run("snapshot", "inspect", "-format=xml", fine.toString())
                        .err())
                .isEqualTo("Error outputting enhanced snapshot data: Unknown format: xml\n");
        assertThat(new CliRun().run("snapshot", "inspect").err()).isEqualTo("Missing FILE argument\n");
        assertThat(new CliRun().run("snapshot", "save", "a", "b").err())
                .isEqualTo("Too many arguments (expected 1, got 2)\n");
    }
}
