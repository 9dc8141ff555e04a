package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A node of the catalog.
///
/// @param id the node's UUID; empty for nodes registered without one
/// @param node its name
/// @param taggedAddresses such as `lan`, `wan`, `lan_ipv4`
public record Node(
        String id,
        String node,
        String address,
        String datacenter,
        @Nullable Map<String, String> taggedAddresses,
        @Nullable Map<String, String> meta,
        long createIndex,
        long modifyIndex) {

    /// How it travels.
    public static final StructCodec<Node> CODEC = StructCodec.<Node>of("Node")
            .field("ID", Codecs.TEXT, Node::id)
            .field("Node", Codecs.TEXT, Node::node)
            .field("Address", Codecs.TEXT, Node::address)
            .field("Datacenter", Codecs.TEXT, Node::datacenter)
            .field("TaggedAddresses", Codecs.TEXT_MAP, Node::taggedAddresses)
            .field("Meta", Codecs.TEXT_MAP, Node::meta)
            .field("CreateIndex", Codecs.UINT64, Node::createIndex)
            .field("ModifyIndex", Codecs.UINT64, Node::modifyIndex)
            .build(v -> new Node(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// The same with these Raft indexes.
    public Node withIndexes(long create, long modify) {
        return new Node(id, node, address, datacenter, taggedAddresses, meta, create, modify);
    }
}
