package io.praetor.client.watch;

import io.praetor.model.agent.AgentService;
import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.HealthCheckDefinition;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.Weights;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.kv.KvEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The records as the original's clients print them, which is another order of keys than its servers have. Handlers are
/// given this form.
final class Forms {
    static final StructCodec<KvEntry> ENTRY = StructCodec.<KvEntry>of("KVPair")
            .field("Key", Codecs.TEXT, KvEntry::key)
            .field("CreateIndex", Codecs.UINT64, KvEntry::createIndex)
            .field("ModifyIndex", Codecs.UINT64, KvEntry::modifyIndex)
            .field("LockIndex", Codecs.UINT64, KvEntry::lockIndex)
            .field("Flags", Codecs.UINT64, KvEntry::flags)
            .field("Value", Codecs.BYTES, KvEntry::value)
            .field("Session", Codecs.TEXT, KvEntry::session)
            .build(_ -> KvEntry.CODEC.zero());

    private static final StructCodec<HealthCheckDefinition> DEFINITION = StructCodec.<HealthCheckDefinition>of(
                    "HealthCheckDefinition")
            .field("Interval", Codecs.DURATION_TEXT, HealthCheckDefinition::interval)
            .field("Timeout", Codecs.DURATION_TEXT, HealthCheckDefinition::timeout)
            .field(
                    "DeregisterCriticalServiceAfter",
                    Codecs.DURATION_TEXT,
                    HealthCheckDefinition::deregisterCriticalServiceAfter)
            .field("HTTP", Codecs.TEXT, HealthCheckDefinition::http)
            .field("Header", Codecs.map(Codecs.TEXTS), HealthCheckDefinition::header)
            .field("Method", Codecs.TEXT, HealthCheckDefinition::method)
            .field("Body", Codecs.TEXT, HealthCheckDefinition::body)
            .field("TLSSkipVerify", Codecs.BOOL, HealthCheckDefinition::tlsSkipVerify)
            .field("TCP", Codecs.TEXT, HealthCheckDefinition::tcp)
            .build(_ -> HealthCheckDefinition.CODEC.zero());

    static final StructCodec<HealthCheck> CHECK = StructCodec.<HealthCheck>of("HealthCheck")
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
            .field("Definition", DEFINITION, HealthCheck::definition)
            .field("CreateIndex", Codecs.UINT64, HealthCheck::createIndex)
            .field("ModifyIndex", Codecs.UINT64, HealthCheck::modifyIndex)
            .build(_ -> HealthCheck.CODEC.zero());

    static final StructCodec<CheckServiceNode> INSTANCE = StructCodec.<CheckServiceNode>of("ServiceEntry")
            .field("Node", Codecs.pointer(Node.CODEC), CheckServiceNode::node)
            .field("Service", Codecs.pointer(AgentService.CODEC), Forms::service)
            .field("Checks", Codecs.list(CHECK), CheckServiceNode::checks)
            .build(_ -> CheckServiceNode.CODEC.zero());

    private Forms() {}

    private static @Nullable AgentService service(CheckServiceNode instance) {
        NodeService service = instance.service();
        if (service == null) {
            return null;
        }
        Weights weights = service.weights();
        List<String> tags = service.tags();
        return new AgentService(
                service.kind(),
                service.id(),
                service.service(),
                tags,
                service.meta(),
                service.port(),
                service.address(),
                service.taggedAddresses(),
                weights == null ? Weights.CODEC.zero() : weights,
                service.enableTagOverride(),
                service.createIndex(),
                service.modifyIndex(),
                "",
                service.proxy(),
                service.connect());
    }
}
