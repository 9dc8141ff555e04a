package io.praetor.agent.local;

import io.praetor.model.catalog.NodeService;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// A file below `services/` (`agent.md` §5).
record PersistedService(String token, NodeService service, String source, boolean locallyRegisteredAsSidecar) {
    static final StructCodec<PersistedService> CODEC = StructCodec.<PersistedService>of("persistedService")
            .field("Token", Codecs.TEXT, PersistedService::token)
            .field("Service", NodeService.CODEC, PersistedService::service)
            .field("Source", Codecs.TEXT, PersistedService::source)
            .field("LocallyRegisteredAsSidecar", Codecs.BOOL, PersistedService::locallyRegisteredAsSidecar)
            .omitEmpty()
            .build(v -> new PersistedService(v.next(), v.next(), v.next(), v.next()));

    static PersistedService of(ServiceEntry entry) {
        return new PersistedService(
                entry.token(),
                entry.service(),
                entry.origin().text(),
                entry.service().locallyRegisteredAsSidecar());
    }

    /// The service, with what its own JSON does not say.
    NodeService whole() {
        return service.withLocallyRegisteredAsSidecar(locallyRegisteredAsSidecar);
    }
}
