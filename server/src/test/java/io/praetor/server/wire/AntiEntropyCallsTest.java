package io.praetor.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.NodeServiceList;
import io.praetor.model.catalog.NodeServices;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.HealthNode;
import io.praetor.server.query.NodeServiceEntries;
import io.praetor.server.query.NodeServiceMap;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An agent of the original compares what the catalog has with what it registered, and registers it again and again
/// where nothing and nil are mixed up.
class AntiEntropyCallsTest {
    private AnsweringServer server;

    @BeforeEach
    void start(@TempDir Path scratch) throws Exception {
        server = new AnsweringServer(scratch);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private <Q extends Query<T>, T extends @Nullable Object> T ask(ReadMethod<Q, T> method, Q query)
            throws DecodeException {
        byte[] body = method.encode(query, ReadOptions.STALE_NOW, "dc1");
        return method.decodeReply(
                        query,
                        ReadOptions.STALE_NOW,
                        server.ask(method.name(), body).reply())
                .value();
    }

    private static <T> T json(Codec<T> codec, String text) throws DecodeException {
        return Json.parse(codec, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "null | null | null",
                "[]   | {}   | []",
                "['a']| {'k':'v'} | ['x', 'y']",
            })
    void givesAgentsBackWhatTheyRegistered(String list, String map, String arguments) throws DecodeException {
        NodeService service = json(
                NodeService.CODEC,
                "{'ID':'w','Service':'web','Port':80,'Tags':" + list + ",'Meta':" + map
                        + ",'Weights':{'Passing':1,'Warning':1},'Proxy':{'Config':" + (map.equals("null") ? map : "{}")
                        + "}}");
        HealthCheck check = json(
                HealthCheck.CODEC,
                "{'Node':'c1','CheckID':'w:ttl','Name':'n','Status':'passing','ServiceID':'w','ServiceName':'web',"
                        + "'ServiceTags':" + list + ",'Type':'script','Definition':{'ScriptArgs':" + arguments + "}}");
        RegisterRequest node = json(
                RegisterRequest.CODEC,
                "{'Datacenter':'dc1','Node':'c1','Address':'10.0.0.1','NodeMeta':" + map + ",'TaggedAddresses':" + map
                        + "}");
        server.register(node);
        server.register(node.withService(service).withChecks(List.of(check)));

        NodeServiceList found = ask(CatalogMethods.NODE_SERVICE_LIST, new NodeServiceEntries("c1", Filter.NONE));
        NodeServices byId =
                Objects.requireNonNull(ask(CatalogMethods.NODE_SERVICES, new NodeServiceMap("c1", Filter.NONE)));
        List<HealthCheck> checks = ask(HealthMethods.NODE_CHECKS, new HealthNode("c1", Filter.NONE));

        assertThat(Objects.requireNonNull(found.node()).meta()).isEqualTo(node.nodeMeta());
        assertThat(found.node().taggedAddresses()).isEqualTo(node.taggedAddresses());
        assertThat(found.services())
                .singleElement()
                .satisfies(there -> assertThat(there.withIndexes(0, 0)).isEqualTo(service));
        assertThat(Objects.requireNonNull(byId.services()))
                .hasEntrySatisfying(
                        "w", there -> assertThat(there.withIndexes(0, 0)).isEqualTo(service));
        assertThat(checks)
                .singleElement()
                .satisfies(there -> assertThat(there.withIndexes(0, 0)).isEqualTo(check));
    }

    @Test
    void doesNotKnowANodeThatNobodyRegistered() throws DecodeException {
        assertThat(ask(CatalogMethods.NODE_SERVICE_LIST, new NodeServiceEntries("c9", Filter.NONE)))
                .isEqualTo(new NodeServiceList(null, null));
        assertThat(ask(CatalogMethods.NODE_SERVICES, new NodeServiceMap("c9", Filter.NONE)))
                .isNull();
        assertThat(ask(HealthMethods.NODE_CHECKS, new HealthNode("c9", Filter.NONE)))
                .isEmpty();
    }

    @Test
    void knowsANodeWithoutServices() throws DecodeException {
        server.register("{'Datacenter':'dc1','Node':'c1','Address':'10.0.0.1'}");

        NodeServices found =
                Objects.requireNonNull(ask(CatalogMethods.NODE_SERVICES, new NodeServiceMap("c1", Filter.NONE)));

        assertThat(found.services()).isEqualTo(Map.of());
    }
}
