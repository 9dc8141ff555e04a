package io.praetor.model.query;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a prepared query found.
///
/// @param service    the service looked for
/// @param nodes      the instances, best first
/// @param datacenter that has them
/// @param failovers  how many other datacenters were asked
public record PreparedQueryExecuteResponse(
        String service,
        @Nullable List<CheckServiceNode> nodes,
        QueryDnsOptions dns,
        String datacenter,
        int failovers,
        QueryMeta meta) {

    /// How it travels.
    public static final StructCodec<PreparedQueryExecuteResponse> CODEC = StructCodec.<PreparedQueryExecuteResponse>of(
                    "PreparedQueryExecuteResponse")
            .field("Service", Codecs.TEXT, PreparedQueryExecuteResponse::service)
            .field("Nodes", Codecs.list(CheckServiceNode.CODEC), PreparedQueryExecuteResponse::nodes)
            .field("DNS", QueryDnsOptions.CODEC, PreparedQueryExecuteResponse::dns)
            .field("Datacenter", Codecs.TEXT, PreparedQueryExecuteResponse::datacenter)
            .field("Failovers", Codecs.INT, PreparedQueryExecuteResponse::failovers)
            .embed(QueryMeta.CODEC, PreparedQueryExecuteResponse::meta)
            .build(v -> new PreparedQueryExecuteResponse(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.embedded(QueryMeta.CODEC)));

    /// The same, saying this about itself.
    public PreparedQueryExecuteResponse withMeta(QueryMeta said) {
        return new PreparedQueryExecuteResponse(service, nodes, dns, datacenter, failovers, said);
    }

    /// The same after so many other datacenters were asked.
    public PreparedQueryExecuteResponse withFailovers(int asked) {
        return new PreparedQueryExecuteResponse(service, nodes, dns, datacenter, asked, meta);
    }
}
