package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An instance with its node and the checks that say whether it is well: the node's, then its own.
public record CheckServiceNode(
        @Nullable Node node,
        @Nullable NodeService service,
        @Nullable List<HealthCheck> checks) {

    /// How it travels.
    public static final StructCodec<CheckServiceNode> CODEC = StructCodec.<CheckServiceNode>of("CheckServiceNode")
            .field("Node", Codecs.pointer(Node.CODEC), CheckServiceNode::node)
            .field("Service", Codecs.pointer(NodeService.CODEC), CheckServiceNode::service)
            .field("Checks", Codecs.list(HealthCheck.CODEC), CheckServiceNode::checks)
            .build(v -> new CheckServiceNode(v.next(), v.next(), v.next()));

    /// The same, with `null` tags made empty, as most reads show them (`http-api.md` §5).
    public CheckServiceNode withTagsNormalised() {
        boolean fine = (service == null || service.tags() != null)
                && (checks == null || checks.stream().allMatch(check -> check.serviceTags() != null));
        if (fine) {
            return this;
        }
        return new CheckServiceNode(
                node,
                service == null ? null : service.withTagsNormalised(),
                checks == null
                        ? null
                        : checks.stream().map(HealthCheck::withTagsNormalised).toList());
    }
}
