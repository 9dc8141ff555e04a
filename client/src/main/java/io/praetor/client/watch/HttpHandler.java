package io.praetor.client.watch;

import io.praetor.model.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The request that tells somebody of a change.
///
/// @param path       a URL
/// @param method     such as `POST`
/// @param timeout    of the whole request
/// @param headers    beside the usual ones
/// @param skipVerify whether any certificate will do
public record HttpHandler(
        String path, String method, Duration timeout, Map<String, List<String>> headers, boolean skipVerify) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /// Copies the headers.
    public HttpHandler {
        headers = Map.copyOf(headers);
    }

    static HttpHandler parse(@Nullable Object raw) throws WatchPlanException {
        if (!(raw instanceof Map<?, ?> map)) {
            throw new WatchPlanException(
                    raw == null
                            ? "Handler type 'http' requires 'http_handler_config' to be set"
                            : "Failed to parse 'http_handler_config': expected a map");
        }
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        WatchParameters from = new WatchParameters(named);
        String path = from.text("path");
        if (path.isEmpty()) {
            throw new WatchPlanException("Requires 'path' to be set");
        }
        String method = from.text("method");
        Duration timeout = timeout(from.any("timeout"));
        boolean skipVerify = from.bool("tls_skip_verify");
        Map<String, List<String>> headers = headers(from.any("header"));
        from.requireNothingLeft();
        return new HttpHandler(path, method.isEmpty() ? "POST" : method, timeout, headers, skipVerify);
    }

    private static Duration timeout(@Nullable Object raw) throws WatchPlanException {
        if (raw == null) {
            return TIMEOUT;
        }
        try {
            Duration timeout = Duration.ofNanos(GoDuration.parse(String.valueOf(raw)));
            return timeout.isPositive() ? timeout : TIMEOUT;
        } catch (IllegalArgumentException e) {
            throw new WatchPlanException("Failed to parse timeout: " + e.getMessage());
        }
    }

    private static Map<String, List<String>> headers(@Nullable Object raw) throws WatchPlanException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        if (raw == null) {
            return headers;
        }
        if (!(raw instanceof Map<?, ?> map)) {
            throw new WatchPlanException("Expecting header to be a map of lists");
        }
        for (Map.Entry<?, ?> header : map.entrySet()) {
            if (!(header.getValue() instanceof List<?> list)) {
                throw new WatchPlanException("Expecting header to be a map of lists");
            }
            List<String> values = new ArrayList<>();
            list.forEach(value -> values.add(String.valueOf(value)));
            headers.put(String.valueOf(header.getKey()), List.copyOf(values));
        }
        return headers;
    }
}
