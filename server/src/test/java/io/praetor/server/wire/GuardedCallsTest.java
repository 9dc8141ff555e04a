package io.praetor.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.GlobalManagement;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.PolicySource;
import io.praetor.server.acl.Tokens;
import io.praetor.server.assembly.AccessControl;
import io.praetor.server.query.Answer;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.KvKeys;
import io.praetor.server.query.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls on the server port are looked at like requests from anywhere else.
class GuardedCallsTest {
    private static final PolicyCompiler COMPILER = new PolicyCompiler("dc1", DefaultPolicy.DENY, 16);
    private static final Map<String, PolicySource> POLICIES = Map.of(
            "root", GlobalManagement.POLICY,
            "reader", PolicySource.of("r", "r", "key \"a\" { policy = \"read\" }", List.of()),
            "", PolicySource.of("n", "n", "", List.of()));

    @TempDir
    Path scratch;

    private AnsweringServer server;

    @BeforeEach
    void start() throws Exception {
        Tokens tokens = secret -> {
            PolicySource policy = POLICIES.get(secret);
            return policy == null
                    ? CompletableFuture.failedFuture(RequestFailure.aclNotFound())
                    : CompletableFuture.completedFuture(COMPILER.compile(secret, List.of(policy)));
        };
        server = new AnsweringServer(scratch, new AccessControl(_ -> tokens, false));
        set("a", "root").reply();
        set("b", "root").reply();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private FakeCall set(String key, String token) {
        KvEntry entry = new KvEntry(0, key, 0, Bytes.of("v"), "", 0, 0);
        return server.ask("KVS.Apply", KvMethods.APPLY.encode(new KvsRequest("dc1", KvOp.SET, entry, token)));
    }

    private FakeCall get(String key, String token) {
        return server.ask("KVS.Get", KvMethods.GET.encode(new KvGet(key), ReadOptions.NOW.as(token), "dc1"));
    }

    private byte[] keys(String token) {
        return server.ask(
                        "KVS.ListKeys",
                        KvMethods.LIST_KEYS.encode(new KvKeys("", ""), ReadOptions.NOW.as(token), "dc1"))
                .reply();
    }

    @Test
    void refusalsAreErrorsOfTheCall() {
        assertThat(get("a", "reader").reply()).isNotEmpty();
        assertThat(get("b", "reader").error()).startsWith("Permission denied");
        assertThat(get("a", "").error()).startsWith("Permission denied");
        assertThat(get("a", "unknown").error()).isEqualTo("ACL not found");
        assertThat(set("a", "reader").error()).startsWith("Permission denied");
    }

    @Test
    void repliesSayThatSomethingIsLeftOutAndNothingNewOtherwise() throws Exception {
        byte[] some = keys("reader");
        byte[] all = keys("root");

        Answer<List<String>> read = KvMethods.LIST_KEYS.decodeReply(new KvKeys("", ""), ReadOptions.NOW, some);
        assertThat(read.value()).containsExactly("a");
        assertThat(read.filtered()).isTrue();
        assertThat(KvMethods.LIST_KEYS
                        .decodeReply(new KvKeys("", ""), ReadOptions.NOW, all)
                        .filtered())
                .isFalse();
        // agents of 1.9 do not know the word
        assertThat(new String(all, StandardCharsets.ISO_8859_1)).doesNotContain("Filtered");
    }
}
