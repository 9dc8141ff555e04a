package io.praetor.server.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.QueryDatacenterOptions;
import io.praetor.model.query.QueryDnsOptions;
import io.praetor.model.query.QueryTemplateOptions;
import io.praetor.model.query.ServiceQuery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `server.md` §9.
class QueryTemplateTest {
    private static PreparedQuery query(QueryTemplateOptions options, ServiceQuery service) {
        return new PreparedQuery("", "geo-", "", "", options, service, new QueryDnsOptions("${x}"), 0, 0);
    }

    private static PreparedQuery named(String service, String regexp) {
        return query(
                new QueryTemplateOptions("name_prefix_match", regexp, false),
                new ServiceQuery(
                        service, new QueryDatacenterOptions(0, null), false, null, "", null, null, null, false));
    }

    private static String rendered(String service) throws TemplateException {
        return QueryTemplate.compile(named(service, "^geo-(\\w+)-(\\d)?"))
                .render("geo-db-eu", "alpha")
                .service()
                .service();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain|plain",
                "a $ b $$ c|a $ b $$ c",
                "${name.full}|geo-db-eu",
                "${ name.prefix }+${name.suffix}|geo-+db-eu",
                "${agent.segment}|alpha",
                "${match(0)}|geo-db-",
                "x${match(1)}|xdb",
                "[${match(2)}]|[]",
                "[${match(3)}]|[]",
                "[${match(99999999999)}]|[]",
                "[${match(0 - 1)}${match(-1)}]|[]",
                "$${name.full}|${name.full}",
                "${\"in ${match(1)} out\"}|in db out",
                "${\"\\\"\\\\\"}|\"\\",
                "${1 + 2 * 3}|7",
                "${(1 + 2) * 3 % 4}|1",
                "${7 / 2} ${7 / 2.0}|3 3.5",
                "${-2 + \"5\"}|3",
            })
    void fillsInWhatTheTextRefersTo(String text, String expected) throws TemplateException {
        assertThat(rendered(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"${", "${}", "${name.full", "${1 +}", "${f(}", "${\"x}", "${(1}", "${1 2}", "${\"\\q\"}", "${#}"
            })
    void refusesWhatItCannotRead(String text) {
        assertThatThrownBy(() -> rendered(text))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("Bad format '" + text + "' in Service.Service: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${bogus}",
                "${upper(1)}",
                "${match()}",
                "${match(1, 2)}",
                "${match(\"a\")}",
                "${1 / 0}",
                "${1.5 % 2}",
                "${name.full + 1}"
            })
    void refusesWhatMakesNoSense(String text) {
        assertThatThrownBy(() -> rendered(text))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("Bad evaluation for '" + text + "' in Service.Service: ");
    }

    @Test
    void refusesOtherTypesAndBadPatterns() {
        PreparedQuery bogus = query(
                new QueryTemplateOptions("bogus", "", false), named("x", "").service());

        assertThatThrownBy(() -> QueryTemplate.compile(bogus)).hasMessage("Bad Template.Type 'bogus'");
        assertThatThrownBy(() -> QueryTemplate.compile(named("x", "(")))
                .hasMessageStartingWith("Bad Regexp: error parsing regexp: ");
        assertThatThrownBy(() -> QueryTemplate.compile(named("x", "((a{9}){99}){99}")))
                .hasMessage("Bad Regexp: error parsing regexp: expression too large");
    }

    @Test
    void fillsInEveryTextOfTheQuestionAndNothingElse() throws TemplateException {
        ServiceQuery service = new ServiceQuery(
                "${name.suffix}",
                new QueryDatacenterOptions(1, List.of("dc-${name.suffix}")),
                true,
                List.of("c-${name.suffix}"),
                "${name.suffix}",
                List.of("${name.suffix}", "${match(1)}", ""),
                Map.of("${name.suffix}", "${name.suffix}"),
                Map.of("k", "v${name.suffix}"),
                true);
        PreparedQuery query = query(new QueryTemplateOptions("name_prefix_match", "", false), service);

        PreparedQuery rendered = QueryTemplate.compile(query).render("geo-x", "");

        assertThat(rendered.service())
                .isEqualTo(new ServiceQuery(
                        "x",
                        new QueryDatacenterOptions(1, List.of("dc-x")),
                        true,
                        List.of("c-x"),
                        "x",
                        List.of("x", "", ""),
                        Map.of("${name.suffix}", "x"),
                        Map.of("k", "vx"),
                        true));
        assertThat(rendered.withService(service)).isEqualTo(query);
    }

    @Test
    void leavesEmptyTagsOutIfAsked() throws TemplateException {
        ServiceQuery service = new ServiceQuery(
                "x",
                new QueryDatacenterOptions(0, null),
                false,
                null,
                "",
                List.of("a", "${match(1)}", ""),
                null,
                null,
                false);
        PreparedQuery query = query(new QueryTemplateOptions("name_prefix_match", "", true), service);

        assertThat(QueryTemplate.compile(query).render("geo-x", "").service().tags())
                .containsExactly("a");
    }

    @Test
    void refusesNestingThatWouldCostTheStack() {
        String nested = "${" + "(".repeat(50_000) + "1" + ")".repeat(50_000) + "}";
        String signs = "${" + "-".repeat(50_000) + "1}";
        String quotes = "${\"".repeat(50_000);
        String chain = "${1" + "+1".repeat(50_000) + "}";

        for (String text : List.of(nested, signs, quotes, chain)) {
            assertThatThrownBy(() -> rendered(text)).isInstanceOf(TemplateException.class);
        }
    }
}
