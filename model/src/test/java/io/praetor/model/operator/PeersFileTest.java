package io.praetor.model.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.codec.DecodeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersFileTest {
    private static PeersFile parse(String json) throws DecodeException {
        return PeersFile.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsServersWithIds() throws DecodeException {
        PeersFile file = parse(
                "[{\"id\": \"a\", \"address\": \"10.0.0.1:8300\", \"non_voter\": false}, {\"id\": \"b\", \"address\": \"10.0.0.2:8300\", \"non_voter\": true}]");

        assertThat(file.servers())
                .containsExactly(
                        new PeersFile.Server("a", "10.0.0.1:8300", false),
                        new PeersFile.Server("b", "10.0.0.2:8300", true));
    }

    @Test
    void readsAddressesAlone() throws DecodeException {
        assertThat(parse("[\"10.0.0.1:8300\", \"10.0.0.2:8300\"]").servers())
                .containsExactly(
                        new PeersFile.Server("", "10.0.0.1:8300", false),
                        new PeersFile.Server("", "10.0.0.2:8300", false));
    }

    @Test
    void readsWhatItWrites() throws DecodeException {
        PeersFile file = new PeersFile(List.of(
                new PeersFile.Server("a", "10.0.0.1:8300", false), new PeersFile.Server("b", "[::1]:8300", true)));

        assertThat(parse(file.text())).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|it is not a list of servers",
                "[]|need at least one voter in configuration",
                "[1]|server 1 is neither an object nor an address",
                "[{\"id\":\"a\"}]|server 1 has no \"address\"",
                "[{\"address\":\"1.1.1.1:1\"}]|server 1 has no \"id\"",
                "[{\"id\":1,\"address\":\"1.1.1.1:1\"}]|\"id\" of server 1 is not a text",
                "[{\"id\":\"a\",\"address\":\"1.1.1.1:1\",\"non_voter\":\"x\"}]|\"non_voter\" of server 1 is neither true nor false",
                "[{\"id\":\"a\",\"address\":\"1.1.1.1:1\",\"non_voter\":true}]|need at least one voter in configuration",
                "[{\"id\":\"a\",\"address\":\"1.1.1.1:1\"},{\"id\":\"a\",\"address\":\"1.1.1.2:1\"}]|found duplicate ID in configuration: a",
                "[\"1.1.1.1:1\",\"1.1.1.1:1\"]|found duplicate address in configuration: 1.1.1.1:1",
            })
    void saysWhatIsWrong(String json, String fault) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(DecodeException.class)
                .hasMessage(fault);
    }

    @Test
    void textThatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> parse("peers")).isInstanceOf(DecodeException.class);
    }
}
