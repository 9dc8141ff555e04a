package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `kv`, line by line as recorded (transcripts/kv.json).
class KvCommandsTest {
    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private CliRun.Result run(String... arguments) {
        return CliRun.against(agent).run(arguments);
    }

    private static CliRun.Result ok(String out) {
        return new CliRun.Result(0, out, "");
    }

    private static CliRun.Result failed(String err) {
        return new CliRun.Result(1, "", err + "\n");
    }

    @Test
    void putsWhatItIsGiven() {
        assertThat(run("kv", "put", "-flags=42", "a", "1")).isEqualTo(ok("Success! Data written to: a\n"));
        assertThat(run("kv", "put", "empty")).isEqualTo(ok("Success! Data written to: empty\n"));
        assertThat(CliRun.against(agent).stdin("line\n").run("kv", "put", "in", "-"))
                .isEqualTo(ok("Success! Data written to: in\n"));
        assertThat(run("kv", "put", "-base64", "b64", "aGVsbG8=")).isEqualTo(ok("Success! Data written to: b64\n"));

        assertThat(entry("a").flags()).isEqualTo(42);
        assertThat(entry("in").value()).isEqualTo(Bytes.of("line\n"));
        assertThat(entry("b64").value()).isEqualTo(Bytes.of("hello"));
    }

    @Test
    void putsTheContentOfAFile(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("value.txt"), "line one\n");

        assertThat(run("kv", "put", "f", "@" + file).code()).isZero();
        assertThat(entry("f").value()).isEqualTo(Bytes.of("line one\n"));
        assertThat(run("kv", "put", "f", "@missing.txt"))
                .isEqualTo(failed("Error! Failed to read file: open missing.txt: no such file or directory"));
    }

    @Test
    void storesWhatItCouldReadOfBadBase64() {
        CliRun.Result result = run("kv", "put", "-base64", "k", "not-base64!");

        assertThat(result)
                .isEqualTo(new CliRun.Result(
                        0,
                        "Success! Data written to: k\n",
                        "Error! Cannot base 64 decode data: illegal base64 data at input byte 3\n"));
    }

    @Test
    void refusesWrongUseOfPut() {
        assertThat(run("kv", "put")).isEqualTo(failed("Error! Missing KEY argument"));
        assertThat(run("kv", "put", "a", "b", "c"))
                .isEqualTo(failed("Error! Too many arguments (expected 1 or 2, got 3)"));
        assertThat(run("kv", "put", "/leading/slash", "v"))
                .isEqualTo(failed(
                        "Error! Failed writing data: Invalid key. Key must not begin with a '/': /leading/slash"));
        assertThat(run("kv", "put", "-acquire", "k"))
                .isEqualTo(failed("Error! Missing -session (required with -acquire and -release)"));
    }

    @Test
    void aValueMayLookLikeAFlag() {
        run("kv", "put", "k", "-v");

        assertThat(entry("k").value()).isEqualTo(Bytes.of("-v"));
    }

    @Test
    void putsByIndexAndByLock() {
        agent.put("k", "1", 0);

        assertThat(run("kv", "put", "-cas", "k", "2"))
                .isEqualTo(failed("Error! Did not write to k: CAS performed with index=0 and key already exists."));
        assertThat(run("kv", "put", "-cas", "-modify-index=1", "k", "2"))
                .isEqualTo(failed("Error! Did not write to k: CAS failed"));
        assertThat(run("kv", "put", "-cas", "-modify-index=11", "k", "2"))
                .isEqualTo(ok("Success! Data written to: k\n"));
        assertThat(run("kv", "put", "-acquire", "-session=s1", "l", "x"))
                .isEqualTo(ok("Success! Lock acquired on: l\n"));
        assertThat(run("kv", "put", "-acquire", "-session=s2", "l", "x"))
                .isEqualTo(failed("Error! Did not acquire lock"));
        assertThat(run("kv", "put", "-release", "-session=s2", "l", "x"))
                .isEqualTo(failed("Error! Did not release lock"));
        assertThat(run("kv", "put", "-release", "-session=s1", "l", "x"))
                .isEqualTo(ok("Success! Lock released on: l\n"));
    }

    @Test
    void getsOneValue() {
        agent.put("k", "two\nlines\n", 0);

        assertThat(run("kv", "get", "k")).isEqualTo(ok("two\nlines\n\n"));
        assertThat(run("kv", "get", "/k")).isEqualTo(ok("two\nlines\n\n"));
        assertThat(run("kv", "get", "-base64", "k")).isEqualTo(ok("dHdvCmxpbmVzCg==\n"));
        assertThat(run("kv", "get", "nothing/here")).isEqualTo(failed("Error! No key exists at: nothing/here"));
        assertThat(run("kv", "get")).isEqualTo(failed("Error! Missing KEY argument"));
        assertThat(run("kv", "get", "a", "b")).isEqualTo(failed("Too many arguments (expected 1, got 2)"));
    }

    @Test
    void showsTheDetailsOfAnEntry() {
        agent.put("k", "v", 42);

        assertThat(run("kv", "get", "-detailed", "k")).isEqualTo(ok("""
                        CreateIndex      11
                        Flags            42
                        Key              k
                        LockIndex        0
                        ModifyIndex      11
                        Session          -
                        Value            v
                        """));
    }

    @Test
    void listsWhatIsUnderAPrefix() {
        agent.put("p/a", "1", 0);
        agent.put("p/b", "2", 0);
        agent.answer("GET /v1/kv/p/?keys=&separator=%2F", 200, "[\"p/a\",\"p/b\"]");

        assertThat(run("kv", "get", "-recurse", "p/")).isEqualTo(ok("p/a:1\np/b:2\n"));
        assertThat(run("kv", "get", "-recurse", "-base64", "p/")).isEqualTo(ok("p/a:MQ==\np/b:Mg==\n"));
        assertThat(run("kv", "get", "-recurse", "nothing")).isEqualTo(ok(""));
        assertThat(run("kv", "get", "-keys", "p/")).isEqualTo(ok("p/a\np/b\n"));
        assertThat(run("kv", "get", "-recurse", "-detailed", "p/").out())
                .contains("Value            1\n\nCreateIndex  ");
    }

    @Test
    void saysOnlyTheStatusOfAFailedRead() {
        agent.answer("GET /v1/kv/k?dc=nowhere&raw", 500, "No path to datacenter");

        assertThat(run("kv", "get", "-datacenter=nowhere", "k"))
                .isEqualTo(failed("Error querying Consul agent: Unexpected response code: 500"));
    }

    @Test
    void deletes() {
        agent.put("k", "v", 0);
        agent.put("t/1", "v", 0);

        assertThat(run("kv", "delete", "-cas", "k"))
                .isEqualTo(failed(
                        "Cannot delete a key that does not exist. Provide a -modify-index greater than than 0."));
        assertThat(run("kv", "delete", "-modify-index=5", "k"))
                .isEqualTo(failed("Cannot specify -modify-index without -cas!"));
        assertThat(run("kv", "delete", "-cas", "-recurse", "-modify-index=4", "t"))
                .isEqualTo(failed("Cannot specify both -cas and -recurse!"));
        assertThat(run("kv", "delete", "-cas", "-modify-index=1", "k"))
                .isEqualTo(failed("Error! Did not delete key k: CAS failed"));
        assertThat(run("kv", "delete")).isEqualTo(failed("Error! Missing KEY argument"));
        assertThat(run("kv", "delete", "k")).isEqualTo(ok("Success! Deleted key: k\n"));
        assertThat(run("kv", "delete", "-recurse", "t")).isEqualTo(ok("Success! Deleted keys with prefix: t\n"));
        assertThat(agent.keys()).isEmpty();
    }

    @Test
    void whatIsExportedCanBeImported() {
        agent.put("a\"<b>", "1", 7);
        agent.put("c", "", 0);

        CliRun.Result exported = run("kv", "export");
        run("kv", "delete", "-recurse", "");
        CliRun.Result imported = CliRun.against(agent).stdin(exported.out()).run("kv", "import", "-");

        assertThat(exported.out()).isEqualTo("""
                        [
                        \t{
                        \t\t"key": "a\\"\\u003cb\\u003e",
                        \t\t"flags": 7,
                        \t\t"value": "MQ=="
                        \t},
                        \t{
                        \t\t"key": "c",
                        \t\t"flags": 0,
                        \t\t"value": ""
                        \t}
                        ]
                        """);
        assertThat(imported).isEqualTo(ok("Imported: a\"<b>\nImported: c\n"));
        assertThat(entry("a\"<b>").flags()).isEqualTo(7);
        assertThat(run("kv", "export", "nothing")).isEqualTo(ok("[]\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "not json | Cannot unmarshal data: invalid character 'o' in literal null (expecting 'u')",
                "[{\"key\":\"in/bad\",\"value\":\"%%%\"}] | Error base 64 decoding value for key in/bad: illegal base64 data at input byte 0",
                "@missing.json | Error! Failed to read file: open missing.json: no such file or directory",
                "[1 | Cannot unmarshal data: unexpected end of JSON input",
                "~~ | Error! Empty DATA argument",
            })
    void refusesWhatItCannotImport(String data, String message) {
        assertThat(run("kv", "import", data)).isEqualTo(failed(message));
    }

    @Test
    void saysWhereNobodyListens() {
        assertThat(new CliRun().run("kv", "get", "-http-addr=127.0.0.1:1", "x"))
                .isEqualTo(failed("Error querying Consul agent: Get \"http://127.0.0.1:1/v1/kv/x\": "
                        + "dial tcp 127.0.0.1:1: connect: connection refused"));
    }

    private KvEntry entry(String key) {
        return Objects.requireNonNull(agent.entry(key));
    }
}
