package io.praetor.http.route;

import java.util.List;

/// What configuration says about every request (`http-api.md` §1).
///
/// @param responseHeaders    `http_config.response_headers`: set on every response
/// @param blockedPrefixes    `http_config.block_endpoints`: paths that are refused
/// @param writers            `http_config.allow_write_http_from`: who may change something; empty: everybody
/// @param allowUnprintable   `disable_http_unprintable_char_filter`
/// @param translateAddresses `translate_wan_addrs`: shown in a header
/// @param alwaysPretty       JSON is always indented, as in development mode
public record FrontSettings(
        List<Reply.Field> responseHeaders,
        List<String> blockedPrefixes,
        List<Cidr> writers,
        boolean allowUnprintable,
        boolean translateAddresses,
        boolean alwaysPretty) {
    /// Nothing configured.
    public static final FrontSettings DEFAULT = new FrontSettings(List.of(), List.of(), List.of(), false, false, false);

    public FrontSettings {
        responseHeaders = List.copyOf(responseHeaders);
        blockedPrefixes = List.copyOf(blockedPrefixes);
        writers = List.copyOf(writers);
    }
}
