package io.praetor.model.request;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.query.QuerySource;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;

/// A read of every instance with its checks.
///
/// @param serviceKind    the kind wanted
/// @param useServiceKind whether only that kind is wanted
public record ServiceDumpRequest(
        String datacenter, String serviceKind, boolean useServiceKind, QuerySource source, QueryOptions options)
        implements ReadRequest {

    /// How it travels.
    public static final StructCodec<ServiceDumpRequest> CODEC = StructCodec.<ServiceDumpRequest>of("ServiceDumpRequest")
            .field("Datacenter", Codecs.TEXT, ServiceDumpRequest::datacenter)
            .field("ServiceKind", Codecs.TEXT, ServiceDumpRequest::serviceKind)
            .field("UseServiceKind", Codecs.BOOL, ServiceDumpRequest::useServiceKind)
            .field("Source", QuerySource.CODEC, ServiceDumpRequest::source)
            .embed(QueryOptions.CODEC, ServiceDumpRequest::options)
            .build(v -> new ServiceDumpRequest(v.next(), v.next(), v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
}
