package io.praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckRulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"TTL": "10s", "Interval": "5s"}           | Interval and TTL cannot both be specified
            {"HTTP": "http://x/"}                      | Interval must be > 0 for Script, HTTP, or TCP checks
            {"TCP": "x:1"}                             | Interval must be > 0 for Script, HTTP, or TCP checks
            {"GRPC": "x:1"}                            | Interval must be > 0 for Script, HTTP, or TCP checks
            {"UDP": "x:1"}                             | Interval must be > 0 for Script, HTTP, or TCP checks
            {"H2PING": "x:1"}                          | Interval must be > 0 for Script, HTTP, or TCP checks
            {"OSService": "x"}                         | Interval must be > 0 for Script, HTTP, or TCP checks
            {"Args": ["true"]}                         | Interval must be > 0 for Script, HTTP, or TCP checks
            {"AliasService": "a", "TCP": "x:1", "Interval": "5s"} | Interval cannot be set for Alias checks
            {"AliasService": "a", "Interval": "5s"}    | -
            {"AliasNode": "a", "TTL": "5s"}            | TTL must be not be set for Alias checks
            {"Interval": "5s"}                         | TTL must be > 0 for TTL checks
            {}                                         | TTL must be > 0 for TTL checks
            {"TTL": "5s", "OutputMaxSize": -1}         | MaxOutputMaxSize must be positive
            {"TTL": "5s"}                              | -
            {"AliasService": "a"}                      | -
            {"HTTP": "http://x/", "Interval": "1s"}    | -
            {"HTTP": "http://x/", "Interval": "1s", "FailuresBeforeWarning": 3, "FailuresBeforeCritical": 2} | FailuresBeforeWarning can't be higher than FailuresBeforeCritical
            """)
    void saysWhatIsWrong(String check, String problem) {
        String found = CheckRules.problem(Registered.check(check).check());

        assertThat(Objects.requireNonNullElse(found, "-")).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"GRPC": "x:1", "HTTP": "http://x/", "TTL": "1s"}    | grpc
            {"HTTP": "http://x/", "TTL": "1s"}                   | http
            {"TTL": "1s", "TCP": "x:1"}                          | ttl
            {"TCP": "x:1", "AliasService": "a"}                  | tcp
            {"UDP": "x:1"}                                       | udp
            {"AliasService": "a", "Args": ["x"]}                 | alias
            {"DockerContainerID": "c", "Args": ["x"]}            | docker
            {"script_args": ["x"]}                               | script
            {"H2PING": "x:1"}                                    | h2ping
            {"OSService": "x"}                                   | os_service
            """)
    void namesTheFirstTypeThatFits(String check, String type) {
        assertThat(CheckRules.typeName(Registered.check(check).check())).isEqualTo(type);
    }
}
