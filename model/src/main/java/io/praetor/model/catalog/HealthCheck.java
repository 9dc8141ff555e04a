package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A check of a node or of one service instance on it, with its last result.
///
/// @param status `passing`, `warning` or `critical`
/// @param serviceId empty for a check of the node
/// @param serviceName copied from the service when the check is written
/// @param serviceTags copied from the service when the check is written
public record HealthCheck(
        String node,
        String checkId,
        String name,
        String status,
        String notes,
        String output,
        String serviceId,
        String serviceName,
        @Nullable List<String> serviceTags,
        String type,
        HealthCheckDefinition definition,
        long createIndex,
        long modifyIndex) {

    /// The status of a check that is well.
    public static final String PASSING = "passing";

    /// The status of a check that is nearly ill.
    public static final String WARNING = "warning";

    /// The status of a check that is ill, and of one that never said.
    public static final String CRITICAL = "critical";

    /// The check that the leader keeps for every member of the gossip pool.
    public static final String SERF_HEALTH = "serfHealth";

    /// How it travels.
    public static final StructCodec<HealthCheck> CODEC = StructCodec.<HealthCheck>of("HealthCheck")
            .field("Node", Codecs.TEXT, HealthCheck::node)
            .field("CheckID", Codecs.TEXT, HealthCheck::checkId)
            .field("Name", Codecs.TEXT, HealthCheck::name)
            .field("Status", Codecs.TEXT, HealthCheck::status)
            .field("Notes", Codecs.TEXT, HealthCheck::notes)
            .field("Output", Codecs.TEXT, HealthCheck::output)
            .field("ServiceID", Codecs.TEXT, HealthCheck::serviceId)
            .field("ServiceName", Codecs.TEXT, HealthCheck::serviceName)
            .field("ServiceTags", Codecs.TEXTS, HealthCheck::serviceTags)
            .field("Type", Codecs.TEXT, HealthCheck::type)
            .field("Definition", HealthCheckDefinition.CODEC, HealthCheck::definition)
            .field("CreateIndex", Codecs.UINT64, HealthCheck::createIndex)
            .field("ModifyIndex", Codecs.UINT64, HealthCheck::modifyIndex)
            .build(v -> new HealthCheck(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next()));

    /// The same with these Raft indexes.
    public HealthCheck withIndexes(long create, long modify) {
        return new HealthCheck(
                node,
                checkId,
                name,
                status,
                notes,
                output,
                serviceId,
                serviceName,
                serviceTags,
                type,
                definition,
                create,
                modify);
    }

    /// The same, with `null` tags made empty, as most reads show them (`http-api.md` §5).
    public HealthCheck withTagsNormalised() {
        return serviceTags == null ? withServiceTags(List.of()) : this;
    }

    /// The same with this status.
    public HealthCheck withStatus(String newStatus) {
        return new HealthCheck(
                node,
                checkId,
                name,
                newStatus,
                notes,
                output,
                serviceId,
                serviceName,
                serviceTags,
                type,
                definition,
                createIndex,
                modifyIndex);
    }

    /// The same with this output.
    public HealthCheck withOutput(String newOutput) {
        return new HealthCheck(
                node,
                checkId,
                name,
                status,
                notes,
                newOutput,
                serviceId,
                serviceName,
                serviceTags,
                type,
                definition,
                createIndex,
                modifyIndex);
    }

    /// The same on this node.
    public HealthCheck withNode(String newNode) {
        return new HealthCheck(
                newNode,
                checkId,
                name,
                status,
                notes,
                output,
                serviceId,
                serviceName,
                serviceTags,
                type,
                definition,
                createIndex,
                modifyIndex);
    }

    /// The same with this ID.
    public HealthCheck withCheckId(String newId) {
        return new HealthCheck(
                node,
                newId,
                name,
                status,
                notes,
                output,
                serviceId,
                serviceName,
                serviceTags,
                type,
                definition,
                createIndex,
                modifyIndex);
    }

    /// The same with this type.
    public HealthCheck withType(String newType) {
        return new HealthCheck(
                node,
                checkId,
                name,
                status,
                notes,
                output,
                serviceId,
                serviceName,
                serviceTags,
                newType,
                definition,
                createIndex,
                modifyIndex);
    }

    /// The same with these tags.
    public HealthCheck withServiceTags(List<String> tags) {
        return new HealthCheck(
                node,
                checkId,
                name,
                status,
                notes,
                output,
                serviceId,
                serviceName,
                tags,
                type,
                definition,
                createIndex,
                modifyIndex);
    }

    /// The same with the name and tags of the service it checks.
    public HealthCheck withService(String newServiceName, @Nullable List<String> tags) {
        return new HealthCheck(
                node,
                checkId,
                name,
                status,
                notes,
                output,
                serviceId,
                newServiceName,
                tags,
                type,
                definition,
                createIndex,
                modifyIndex);
    }
}
