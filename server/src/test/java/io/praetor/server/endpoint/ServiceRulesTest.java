package io.praetor.server.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.NodeService;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceRulesTest {
    private static List<String> errors(String json) throws DecodeException {
        String quoted = json.replace('\'', '"');
        return ServiceRules.errors(Json.parse(NodeService.CODEC, quoted.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'Kind':'connect-proxy','Service':'p','Port':1}"
                        + "|Proxy.DestinationServiceName must be non-empty for Connect proxy services",
                "{'Kind':'connect-proxy','Service':'p','Proxy':{'DestinationServiceName':'x'}}|Port must be set for a Connect proxy",
                "{'Kind':'connect-proxy','Service':'p','Port':1,'Connect':{'Native':true},'Proxy':{'DestinationServiceName':'x'}}"
                        + "|A Proxy cannot also be Connect Native, only typical services",
                "{'Kind':'connect-proxy','Service':'p','Port':1,'Proxy':{'DestinationServiceName':'x','Upstreams':"
                        + "[{'DestinationName':'a'}]}}|upstream local bind port cannot be zero",
                "{'Kind':'connect-proxy','Service':'p','Port':1,'Proxy':{'DestinationServiceName':'x','Upstreams':"
                        + "[{'LocalBindPort':1}]}}|upstream destination name cannot be empty",
                "{'Kind':'connect-proxy','Service':'p','Port':1,'Proxy':{'DestinationServiceName':'x','Upstreams':"
                        + "[{'DestinationType':'odd','DestinationName':'a','LocalBindPort':1}]}}"
                        + "|unknown upstream destination type: \"odd\"",
                "{'Kind':'connect-proxy','Service':'p','Port':1,'Proxy':{'DestinationServiceName':'x','Upstreams':"
                        + "[{'DestinationName':'a','LocalBindPort':80},{'DestinationName':'b','LocalBindPort':80}]}}"
                        + "|upstreams cannot contain duplicates by local bind address and port; \"127.0.0.1:80\" is"
                        + " specified twice",
                "{'Kind':'connect-proxy','Service':'p','Port':1,'Proxy':{'DestinationServiceName':'x','Upstreams':"
                        + "[{'DestinationName':'a','LocalBindPort':80},{'DestinationName':'a','LocalBindPort':81}]}}"
                        + "|upstreams cannot contain duplicates of [type=\"\", name=\"a\", namespace=\"\", datacenter=\"\"]",
                "{'Kind':'connect-proxy','Service':'p','Port':1,'Proxy':{'DestinationServiceName':'x','Expose':{'Paths':"
                        + "[{'Path':'/a','ListenerPort':0}]}}}|expose.paths: invalid listener port: 0",
                "{'Kind':'connect-proxy','Service':'p','Port':1,'Proxy':{'DestinationServiceName':'x','Expose':{'Paths':"
                        + "[{'Path':'/a','ListenerPort':1,'Protocol':'udp'}]}}}"
                        + "|protocol 'udp' not supported for path: /a, must be in: [http http2]",
                "{'Kind':'mesh-gateway','Service':'g'}|Port must be non-zero for a mesh-gateway",
                "{'Kind':'mesh-gateway','Service':'g','Port':1,'Proxy':{'DestinationServiceName':'x'}}"
                        + "|The Proxy.DestinationServiceName configuration is invalid for a mesh-gateway",
                "{'Kind':'terminating-gateway','Service':'g','Port':1,'Connect':{'SidecarService':{}}}"
                        + "|A terminating-gateway cannot have a sidecar service defined",
                "{'Service':'s','Connect':{'SidecarService':{'ID':'x'}}}"
                        + "|A SidecarService cannot specify an ID as this is managed by the agent",
                "{'Service':'s','Connect':{'SidecarService':{'Connect':{'SidecarService':{}}}}}"
                        + "|A SidecarService cannot have a nested SidecarService",
            })
    void everyRuleHasItsText(String json, String error) throws DecodeException {
        assertThat(errors(json)).containsExactly(error);
    }

    @Test
    void severalErrorsComeInOrder() throws DecodeException {
        List<String> errors = errors("{'Kind':'connect-proxy','Service':'p'}");

        assertThat(MultiError.text(errors))
                .isEqualTo(
                        "2 errors occurred:\n\t* Proxy.DestinationServiceName must be non-empty for Connect proxy services"
                                + "\n\t* Port must be set for a Connect proxy\n\n");
    }

    @Test
    void theUsualIsFine() throws DecodeException {
        assertThat(errors("{'Service':'web','Port':80}")).isEmpty();
        assertThat(errors("{'Kind':'ingress-gateway','Service':'in'}")).isEmpty();
        assertThat(errors("{'Kind':'connect-proxy','Service':'p','Port':1,'Proxy':{'DestinationServiceName':'x',"
                        + "'Upstreams':[{'DestinationName':'a','LocalBindPort':80}]}}"))
                .isEmpty();
    }
}
