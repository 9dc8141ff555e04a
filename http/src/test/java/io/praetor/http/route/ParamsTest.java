package io.praetor.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParamsTest {
    private static Params parse(String query) {
        Params params = Params.parse(query);
        assertThat(params).isNotNull();
        return params == null ? Params.NONE : params;
    }

    @Test
    void knowsPresenceFromValue() {
        Params params = parse("recurse&raw=&x=1&=empty");

        assertThat(params.has("recurse")).isTrue();
        assertThat(params.first("recurse")).isEmpty();
        assertThat(params.has("raw")).isTrue();
        assertThat(params.has("RAW")).isFalse();
        assertThat(params.first("x")).isEqualTo("1");
        assertThat(params.first("")).isEqualTo("empty");
        assertThat(params.first("none")).isEmpty();
    }

    @Test
    void keepsRepeatedParametersInOrder() {
        Params params = parse("tag=b&x=1&tag=a;tag=c&&");

        assertThat(params.all("tag")).isEqualTo(List.of("b", "a", "c"));
        assertThat(params.first("tag")).isEqualTo("b");
        assertThat(params.all("none")).isEmpty();
    }

    @Test
    void decodesEscapesAndPlus() {
        Params params = parse("filter=Node+%3D%3D+%22a%2Bb%22&a%20b=c%26d&bytes=%ff");

        assertThat(params.first("filter")).isEqualTo("Node == \"a+b\"");
        assertThat(params.first("a b")).isEqualTo("c&d");
        assertThat(params.first("bytes")).isEqualTo("\udcff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%1", "a=%zz", "%g0=1", "ok=1&b=%"})
    void refusesMalformedEscapes(String query) {
        assertThat(Params.parse(query)).isNull();
    }

    @Test
    void encodesSortedByName() {
        assertThat(parse("release=b c&cas=1&recurse&cas=0&%C3%BC=%ff").encoded())
                .isEqualTo("cas=1&cas=0&recurse=&release=b+c&%C3%BC=%FF");
    }

    @Test
    void isEmptyWithoutPairs() {
        assertThat(parse("").isEmpty()).isTrue();
        assertThat(parse("&&").isEmpty()).isTrue();
    }
}
