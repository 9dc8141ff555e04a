package io.praetor.server.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.QueryDatacenterOptions;
import io.praetor.model.query.QueryDnsOptions;
import io.praetor.model.query.QueryTemplateOptions;
import io.praetor.model.query.ServiceQuery;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationFuzzTest {
    private static final String[] PIECES = {
        "${",
        "}",
        "$",
        "$$",
        "{",
        "\"",
        "\\",
        "(",
        ")",
        ",",
        "+",
        "-",
        "*",
        "/",
        "%",
        " ",
        "0",
        "1",
        "9999999999",
        "1.5",
        ".",
        "name.full",
        "name.prefix",
        "name.suffix",
        "agent.segment",
        "match",
        "match(",
        "match(1)",
        "bogus",
        "x",
        "\u00e9",
        "\ud83d\ude00",
        "\ud83d",
        "\n",
        "\0",
        "true"
    };

    private static final String[] REGEXPS = {"", "^(.*)$", "(a)|(b)", "(", "geo-(\\w+)"};

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(14); n >= 0; n--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyTextIsRenderedOrRefused(long seed) {
        Random random = new Random(seed);
        int rendered = 0;
        for (int i = 0; i < 20_000; i++) {
            QueryTemplateOptions options =
                    new QueryTemplateOptions("name_prefix_match", REGEXPS[random.nextInt(REGEXPS.length)], false);
            ServiceQuery service = new ServiceQuery(
                    text(random), new QueryDatacenterOptions(0, null), false, null, "", null, null, null, false);
            PreparedQuery query =
                    new PreparedQuery("", "geo-", "", "", options, service, new QueryDnsOptions(""), 0, 0);
            try {
                String result = QueryTemplate.compile(query)
                        .render("geo-" + text(random), "")
                        .service()
                        .service();
                assertThat(result.length()).isLessThan(10_000);
                rendered++;
            } catch (TemplateException e) {
                assertThat(e.text()).startsWith("Bad ");
            }
        }

        assertThat(rendered).isPositive();
    }
}
