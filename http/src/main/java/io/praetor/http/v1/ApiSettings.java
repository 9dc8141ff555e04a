package io.praetor.http.v1;

import io.praetor.server.acl.Tokens;
import io.praetor.server.query.AnswerCache;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the endpoints need to know of the agent they run in.
///
/// @param datacenter        the agent's
/// @param nodeName          the agent's; stands for `near=_agent` and for sessions that name no node
/// @param defaultToken      `acl.tokens.default`, used for requests without a token; empty: none
/// @param tokens            what tokens stand for, as far as the agent itself is concerned
/// @param discoveryMaxStale `discovery_max_stale`: how stale catalog and health reads may be; zero: not at all
/// @param cache             answers reads with `?cached`; null: they are answered like others
/// @param kvMaxValueSize    `limits.kv_max_value_size`, bytes
/// @param txnMaxRequestSize `limits.txn_max_req_len`, bytes
public record ApiSettings(
        String datacenter,
        String nodeName,
        Supplier<String> defaultToken,
        Tokens tokens,
        Duration discoveryMaxStale,
        @Nullable AnswerCache cache,
        long kvMaxValueSize,
        long txnMaxRequestSize) {
    /// How long a value may be by default, in bytes.
    public static final long DEFAULT_MAX_SIZE = 512 << 10;

    /// The defaults, for this agent.
    public static ApiSettings of(String datacenter, String nodeName) {
        return new ApiSettings(
                datacenter, nodeName, () -> "", Tokens.OFF, Duration.ZERO, null, DEFAULT_MAX_SIZE, DEFAULT_MAX_SIZE);
    }

    /// The same with answers that are kept.
    public ApiSettings with(AnswerCache kept) {
        return new ApiSettings(
                datacenter, nodeName, defaultToken, tokens, discoveryMaxStale, kept, kvMaxValueSize, txnMaxRequestSize);
    }
}
