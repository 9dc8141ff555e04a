package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceSummariesTest {
    private static CheckServiceNode instance(String json) throws DecodeException {
        return Json.parse(CheckServiceNode.CODEC, json.getBytes(StandardCharsets.UTF_8));
    }

    private static String summaries(CheckServiceNode... instances) {
        return Json.text(Codecs.list(ServiceSummary.CODEC), ServiceSummaries.of(List.of(instances), "dc1"));
    }

    @Test
    void sumsInstancesUpByName() throws Exception {
        CheckServiceNode one = instance(
                "{\"Node\":{\"Node\":\"n2\"},\"Service\":{\"Service\":\"web\",\"Tags\":[\"b\",\"a\"],"
                        + "\"Meta\":{\"external-source\":\"k8s\"}},\"Checks\":[{\"CheckID\":\"n\",\"Status\":\"passing\"}]}");
        CheckServiceNode two = instance(
                "{\"Node\":{\"Node\":\"n1\"},\"Service\":{\"Service\":\"web\",\"Tags\":[\"a\"]},"
                        + "\"Checks\":[{\"CheckID\":\"n\",\"Status\":\"critical\"},{\"CheckID\":\"w\",\"Status\":\"warning\"}]}");

        assertThat(summaries(one, two))
                .isEqualTo("[{\"Name\":\"web\",\"Datacenter\":\"dc1\",\"Tags\":[\"a\",\"b\"],\"Nodes\":[\"n1\",\"n2\"],"
                        + "\"ExternalSources\":[\"k8s\"],\"InstanceCount\":2,\"ChecksPassing\":1,\"ChecksWarning\":1,"
                        + "\"ChecksCritical\":1,\"GatewayConfig\":{},\"ConnectedWithProxy\":false,"
                        + "\"ConnectedWithGateway\":false}]");
    }

    @Test
    void countsASidecarsChecksForItsDestinationOnce() throws Exception {
        String check = "\"Checks\":[{\"CheckID\":\"node\",\"Status\":\"passing\"}]";
        CheckServiceNode service =
                instance("{\"Node\":{\"Node\":\"n\"},\"Service\":{\"Service\":\"web\"}," + check + "}");
        CheckServiceNode sidecar = instance("{\"Node\":{\"Node\":\"n\"},\"Service\":{\"Kind\":\"connect-proxy\","
                + "\"Service\":\"web-proxy\",\"Proxy\":{\"DestinationServiceName\":\"web\"}}," + check + "}");

        assertThat(summaries(sidecar, service))
                .contains("\"Name\":\"web\",", "\"Kind\":\"connect-proxy\",\"Name\":\"web-proxy\"")
                .contains("\"ChecksPassing\":1,\"ChecksWarning\":0,\"ChecksCritical\":0,\"GatewayConfig\":{},"
                        + "\"ConnectedWithProxy\":true")
                .doesNotContain("\"ChecksPassing\":2");
        assertThat(summaries(sidecar)).contains("\"Nodes\":null", "\"InstanceCount\":0");
    }

    @Test
    void skipsEntriesWithoutNodeOrService() {
        Node node = Node.CODEC.zero();
        NodeService service = NodeService.CODEC.zero();
        List<HealthCheck> none = List.of();

        assertThat(summaries(new CheckServiceNode(node, null, none), new CheckServiceNode(null, service, none)))
                .isEqualTo("[]");
    }
}
