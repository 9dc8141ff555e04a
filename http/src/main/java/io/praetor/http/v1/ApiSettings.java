package io.praetor.http.v1;

import java.time.Duration;
import java.util.function.Supplier;

/// What the endpoints need to know of the agent they run in.
///
/// @param datacenter        the agent's
/// @param nodeName          the agent's; stands for `near=_agent` and for sessions that name no node
/// @param defaultToken      `acl.tokens.default`, used for requests without a token; empty: none
/// @param discoveryMaxStale `discovery_max_stale`: how stale catalog and health reads may be; zero: not at all
/// @param kvMaxValueSize    `limits.kv_max_value_size`, bytes
/// @param txnMaxRequestSize `limits.txn_max_req_len`, bytes
public record ApiSettings(
        String datacenter,
        String nodeName,
        Supplier<String> defaultToken,
        Duration discoveryMaxStale,
        long kvMaxValueSize,
        long txnMaxRequestSize) {
    /// How long a value may be by default, in bytes.
    public static final long DEFAULT_MAX_SIZE = 512 << 10;

    /// The defaults, for this agent.
    public static ApiSettings of(String datacenter, String nodeName) {
        return new ApiSettings(datacenter, nodeName, () -> "", Duration.ZERO, DEFAULT_MAX_SIZE, DEFAULT_MAX_SIZE);
    }
}
