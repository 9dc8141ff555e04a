package io.praetor.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueryTest {
    @Test
    void waitsForAnIndexHigherThanTheLast() {
        Query query = Query.DEFAULT.waitAtMost(Duration.ofSeconds(30)).after(12);

        assertThat(target(query)).isEqualTo("/v1/x?index=12&wait=30000ms");
        assertThat(query.patience()).isEqualTo(Duration.ofMillis(31_875));
    }

    @Test
    void startsAnewWhenTheIndexWentBack() {
        Query query = Query.DEFAULT.after(12).after(5);

        assertThat(target(query)).isEqualTo("/v1/x");
    }

    @Test
    void leavesTheOriginalAsItWas() {
        Query stale = Query.DEFAULT.stale();

        assertThat(target(stale)).isEqualTo("/v1/x?stale=");
        assertThat(target(Query.DEFAULT)).isEqualTo("/v1/x");
    }

    @Test
    void sortsAndEscapesItsParameters() {
        Query query = Query.DEFAULT
                .nodeMeta("rack", "r 1")
                .nodeMeta("role", "a&b")
                .filter("Meta.x == \"y\"")
                .near("_agent")
                .consistent()
                .datacenter("dc2");

        assertThat(target(query))
                .isEqualTo("/v1/x?consistent=&dc=dc2&filter=Meta.x+%3D%3D+%22y%22&near=_agent"
                        + "&node-meta=rack%3Ar+1&node-meta=role%3Aa%26b");
    }

    private static String target(Query query) {
        return Request.get("/v1/x").withQuery(query).target();
    }
}
