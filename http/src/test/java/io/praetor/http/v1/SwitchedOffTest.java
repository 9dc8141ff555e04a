package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.route.Route;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Endpoints of what is switched off say so, whatever they are asked.
class SwitchedOffTest {
    static Stream<Route> coordinates() {
        return ApiRoutes.withoutCoordinates().stream();
    }

    static Stream<Route> accessControl() {
        return ApiRoutes.withoutAcl().stream();
    }

    @ParameterizedTest
    @MethodSource("coordinates")
    void coordinatesSaySo(Route route) {
        assertThat(everyMethod(route)).containsOnly("401 Coordinate support disabled");
    }

    @ParameterizedTest
    @MethodSource("accessControl")
    void accessControlSaysSo(Route route) {
        assertThat(everyMethod(route)).containsOnly("401 ACL support disabled");
    }

    private static List<String> everyMethod(Route route) {
        return Stream.of(route.allow().split(",", -1))
                .filter(method -> !method.equals("OPTIONS"))
                .map(method -> Replies.show(route, method, route.pattern(), ""))
                .toList();
    }
}
