package io.praetor.server.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.server.RequestFailure;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogRulesTest {
    private static RegisterRequest complete(String json) throws DecodeException {
        byte[] quoted = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return CatalogRules.complete(Json.parse(RegisterRequest.CODEC, quoted), "dc1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|Must provide node",
                "{'Address':'1.1.1.1'}|Must provide node",
                "{'Node':'n'}|Must provide address if SkipNodeUpdate is not set",
                "{'Node':'n','Address':'1.1.1.1','ID':'not-a-uuid'}|Bad node ID: uuid string is wrong length",
                "{'Node':'n','Address':'1.1.1.1','ID':'40e4a748-2192-161a-0510-9bf59fe950bx'}"
                        + "|Bad node ID: uuid is improperly formatted",
                "{'Node':'n','Address':'1.1.1.1','Service':{'ID':'x'}}|Must provide service name with ID",
                "{'Node':'n','Address':'1.1.1.1','Service':{'Service':'x','Address':'0.0.0.0'}}|Invalid service address",
                "{'Node':'n','Address':'1.1.1.1','Service':{'Service':'x','Address':'::'}}|Invalid service address",
            })
    void everyRefusalHasItsText(String json, String text) {
        assertThatThrownBy(() -> complete(json))
                .isInstanceOf(RequestFailure.class)
                .hasMessage(text);
    }

    @Test
    void whatIsLeftOutIsFilledIn() throws DecodeException {
        RegisterRequest request = complete("{'Node':'n','Address':'1.1.1.1','Service':{'Service':'web'},"
                + "'Check':{'Name':'c','Definition':{'TCP':'a:1'}},'Checks':[{'CheckID':'d','Node':'m'}]}");

        assertThat(request.datacenter()).isEqualTo("dc1");
        assertThat(Objects.requireNonNull(request.service()).id()).isEqualTo("web");
        assertThat(request.check()).isNull();
        assertThat(request.checks()).extracting(HealthCheck::checkId).containsExactly("d", "c");
        assertThat(request.checks()).extracting(HealthCheck::node).containsExactly("m", "n");
        assertThat(request.checks()).extracting(HealthCheck::type).containsExactly("", "tcp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'GRPC':'a','HTTP':'b'}|grpc",
                "{'HTTP':'b','TTL':'5s'}|http",
                "{'TTL':'5s'}|ttl",
                "{'TCP':'a:1'}|tcp",
                "{'AliasNode':'n'}|alias",
                "{'DockerContainerID':'c','ScriptArgs':['x']}|docker",
                "{'ScriptArgs':['x']}|script",
            })
    void theTypeOfACheckFollowsFromItsDefinition(String definition, String type) throws DecodeException {
        RegisterRequest request =
                complete("{'Node':'n','SkipNodeUpdate':true,'Check':{'Name':'c','Definition':" + definition + "}}");

        assertThat(request.checks())
                .singleElement()
                .extracting(HealthCheck::type)
                .isEqualTo(type);
    }
}
