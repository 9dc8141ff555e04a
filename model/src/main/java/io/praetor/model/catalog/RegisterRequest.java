package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Registers a node and, with it, a service and checks (command 0, and the catalog records of snapshots).
///
/// @param id the node's UUID or empty
/// @param checks in addition to `check`
/// @param skipNodeUpdate leaves an existing node as it is
/// @param createIndex of the node, in snapshots
/// @param modifyIndex of the node, in snapshots
public record RegisterRequest(
        String datacenter,
        String id,
        String node,
        String address,
        @Nullable Map<String, String> taggedAddresses,
        @Nullable Map<String, String> nodeMeta,
        @Nullable NodeService service,
        @Nullable HealthCheck check,
        @Nullable List<HealthCheck> checks,
        boolean skipNodeUpdate,
        String token,
        long createIndex,
        long modifyIndex) {

    /// How it travels.
    public static final StructCodec<RegisterRequest> CODEC = StructCodec.<RegisterRequest>of("RegisterRequest")
            .field("Datacenter", Codecs.TEXT, RegisterRequest::datacenter)
            .field("ID", Codecs.TEXT, RegisterRequest::id)
            .field("Node", Codecs.TEXT, RegisterRequest::node)
            .field("Address", Codecs.TEXT, RegisterRequest::address)
            .field("TaggedAddresses", Codecs.TEXT_MAP, RegisterRequest::taggedAddresses)
            .field("NodeMeta", Codecs.TEXT_MAP, RegisterRequest::nodeMeta)
            .field("Service", Codecs.pointer(NodeService.CODEC), RegisterRequest::service)
            .field("Check", Codecs.pointer(HealthCheck.CODEC), RegisterRequest::check)
            .field("Checks", Codecs.list(HealthCheck.CODEC), RegisterRequest::checks)
            .field("SkipNodeUpdate", Codecs.BOOL, RegisterRequest::skipNodeUpdate)
            .field("Token", Codecs.TEXT, RegisterRequest::token)
            .field("CreateIndex", Codecs.UINT64, RegisterRequest::createIndex)
            .field("ModifyIndex", Codecs.UINT64, RegisterRequest::modifyIndex)
            .build(v -> new RegisterRequest(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next()));

    /// The same with these Raft indexes.
    public RegisterRequest withIndexes(long create, long modify) {
        return new RegisterRequest(
                datacenter,
                id,
                node,
                address,
                taggedAddresses,
                nodeMeta,
                service,
                check,
                checks,
                skipNodeUpdate,
                token,
                create,
                modify);
    }

    /// A registration of the node alone, carrying its indexes.
    public static RegisterRequest of(Node node) {
        return of(node, null, null);
    }

    /// A registration of the node and at most one thing on it, as snapshots hold them.
    public static RegisterRequest of(Node node, @Nullable NodeService service, @Nullable HealthCheck check) {
        return new RegisterRequest(
                node.datacenter(),
                node.id(),
                node.node(),
                node.address(),
                node.taggedAddresses(),
                node.meta(),
                service,
                check,
                null,
                false,
                "",
                node.createIndex(),
                node.modifyIndex());
    }

    /// The node that this registers.
    public Node toNode() {
        return new Node(id, node, address, datacenter, taggedAddresses, nodeMeta, createIndex, modifyIndex);
    }

    /// The same with these checks and no single one.
    public RegisterRequest withChecks(@Nullable List<HealthCheck> newChecks) {
        return new RegisterRequest(
                datacenter,
                id,
                node,
                address,
                taggedAddresses,
                nodeMeta,
                service,
                null,
                newChecks,
                skipNodeUpdate,
                token,
                createIndex,
                modifyIndex);
    }

    /// The same with this service.
    public RegisterRequest withService(@Nullable NodeService newService) {
        return new RegisterRequest(
                datacenter,
                id,
                node,
                address,
                taggedAddresses,
                nodeMeta,
                newService,
                check,
                checks,
                skipNodeUpdate,
                token,
                createIndex,
                modifyIndex);
    }
}
