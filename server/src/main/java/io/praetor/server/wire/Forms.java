package io.praetor.server.wire;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.query.QuerySource;
import io.praetor.model.request.ServiceSpecificRequest;
import io.praetor.server.RequestFailure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Small parts of requests and replies that several methods have.
final class Forms {
    private Forms() {}

    static <V> @Nullable Map<String, V> nilIfEmpty(Map<String, V> map) {
        return map.isEmpty() ? null : map;
    }

    static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : map;
    }

    /// A list for which nil is another word for empty.
    static <E> Codec<List<E>> list(Codec<E> element) {
        return new PlainList<>(Codecs.list(element));
    }

    /// A request about a service by its name alone.
    static ServiceSpecificRequest service(String name, Envelope envelope) {
        return new ServiceSpecificRequest(
                envelope.datacenter(),
                null,
                name,
                "",
                "",
                null,
                "",
                false,
                QuerySource.NONE,
                false,
                false,
                envelope.options());
    }

    static String serviceName(ServiceSpecificRequest request) {
        if (request.serviceName().isEmpty()) {
            throw RequestFailure.internal("Must provide service name");
        }
        return request.serviceName();
    }

    /// The tags an instance must have; those of old callers are one.
    static List<String> tags(ServiceSpecificRequest request) {
        if (!request.tagFilter()) {
            return List.of();
        }
        if (!request.serviceTag().isEmpty()) {
            return List.of(request.serviceTag());
        }
        return Replies.orEmpty(request.serviceTags());
    }
}
