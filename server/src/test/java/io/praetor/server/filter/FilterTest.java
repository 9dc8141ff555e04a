package io.praetor.server.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.server.RequestFailure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    record Check(String status, String output) {
        static final StructCodec<Check> CODEC = StructCodec.<Check>of("Check")
                .field("Status", Codecs.TEXT, Check::status)
                .field("Output", Codecs.TEXT, Check::output)
                .build(v -> new Check(v.next(), v.next()));
    }

    record Service(
            String id,
            int port,
            boolean on,
            @Nullable List<String> tags,
            @Nullable Map<String, String> meta,
            @Nullable List<Check> checks,
            long modifyIndex) {
        static final StructCodec<Service> CODEC = StructCodec.<Service>of("Service")
                .field("ID", Codecs.TEXT, Service::id)
                .field("Port", Codecs.INT, Service::port)
                .field("On", Codecs.BOOL, Service::on)
                .field("Tags", Codecs.TEXTS, Service::tags)
                .field("Meta", Codecs.TEXT_MAP, Service::meta)
                .field("Checks", Codecs.list(Check.CODEC), Service::checks)
                .field("ModifyIndex", Codecs.UINT64, Service::modifyIndex)
                .build(v -> new Service(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
    }

    record Entry(@Nullable Service service) {
        static final StructCodec<Entry> CODEC = StructCodec.<Entry>of("Entry")
                .field("Service", Codecs.pointer(Service.CODEC), Entry::service)
                .build(v -> new Entry(v.next()));
    }

    private static final Entry WEB = new Entry(new Service(
            "web",
            80,
            true,
            List.of("v1", "a b"),
            new TreeMap<>(Map.of("version", "1.0", "a-b", "x")),
            List.of(new Check("passing", "ok"), new Check("critical", "Timeout: failed")),
            7));
    private static final Entry BARE = new Entry(new Service("10.1.1.1", 81, false, null, null, null, 8));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Service.ID==web",
                "Service.ID == \"web\"",
                "Service[\"ID\"] == `web`",
                "Service[ \"ID\" ]==web",
                "Service.Port==80",
                "Service.Port == \"0x50\"",
                "Service.On==true",
                "v1 in Service.Tags",
                "\"a b\" in Service.Tags",
                "Service.Tags contains v1",
                "Service.Tags is not empty",
                "version in Service.Meta",
                "Service.Meta.version == \"1.0\"",
                "Service.Meta.version == 1.0",
                "Service.Meta[\"a-b\"] == x",
                "Service.Meta contains version",
                "Service.ID contains e",
                "e in Service.ID",
                "Service.ID matches `^w.b$`",
                "Service.Checks.Status==critical",
                "Service.Checks.Output contains Timeout",
                "Service.Checks.Output matches \"^Time\\\\w+:\"",
                "not Service.ID!=web",
                "not not Service.ID==web",
                "(Service.ID==web)",
                " ( Service.ID==web or Service.ID==x ) and Service.Port!=81\t",
                "Service.ID==web or Service.ID==x and Service.Port==99",
            })
    void holdForTheOneAndNotTheOther(String text) {
        assertThat(Filter.of(text).apply(List.of(WEB, BARE), Entry.CODEC)).containsExactly(WEB);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Service.ID!=web",
                "Service.Port != 80",
                "Service.Tags is empty",
                "Service.Meta is empty",
                "Service.Tags not contains v1",
                "v1 not in Service.Tags",
                "Service.Meta.version != \"1.0\"",
                "Service.ID matches \"^10\\\\.\"",
                "Service.ID not matches web",
                "Service.Checks.Status != critical",
                "Service.Checks is empty",
                "not (Service.ID==web and v1 in Service.Tags)",
                "not Service.ID==web and not Service.On==true",
            })
    void holdForTheOtherAndNotTheOne(String text) {
        assertThat(Filter.of(text).apply(List.of(WEB, BARE), Entry.CODEC)).containsExactly(BARE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "Nope==1 | Selector \"Nope\" is not valid",
                "Service.Nope==1 | Selector \"Service.Nope\" is not valid",
                "Service.ModifyIndex==1 | Selector \"Service.ModifyIndex\" is not valid",
                "Service.ID.x==1 | Selector \"Service.ID.x\" is not valid",
                "Service.Tags.x==1 | Selector \"Service.Tags.x\" is not valid",
                "Service==1 | Invalid match operator \"Equal\" for selector \"Service\"",
                "Service.Tags==x | Invalid match operator \"Equal\" for selector \"Service.Tags\"",
                "Service.Port matches x | Invalid match operator \"Matches\" for selector \"Service.Port\"",
                "Service.Port is empty | Invalid match operator \"Is Empty\" for selector \"Service.Port\"",
                "Service.ID is empty | Invalid match operator \"Is Empty\" for selector \"Service.ID\"",
                "Service.ID is not empty | Invalid match operator \"Is Not Empty\" for selector \"Service.ID\"",
                "Service.Port==abc | Failed to coerce value \"abc\" for selector \"Service.Port\": strconv.ParseInt: parsing \"abc\":"
                        + " invalid syntax",
                "Service.On==maybe | Failed to coerce value \"maybe\" for selector \"Service.On\": strconv.ParseBool: parsing"
                        + " \"maybe\": invalid syntax",
                "Service.ID matches \"[\" | Failed to compile regular expression \"[\": error parsing regexp: missing closing ]: `[`",
            })
    void errorsAreTheOriginals(String text, String message) {
        assertThatThrownBy(() -> Filter.of(text).on(Entry.CODEC))
                .isInstanceOf(RequestFailure.class)
                .hasMessage("Failed to create boolean expression evaluator: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo",
                "Service.ID==",
                "Service.ID",
                "Service.ID in 1",
                "Service.ID==1 and",
                "(Service.ID==1",
                "Service.ID==1)",
                "any Service.ID==1",
                "Service.ID==\"x",
                "Service.ID==\"\\q\"",
                "Service..ID==x",
                "Service.ID==x or",
                "x inService.Tags",
                "()",
            })
    void nameThePlaceOfASyntaxError(String text) {
        assertThatThrownBy(() -> Filter.of(text).on(Entry.CODEC))
                .isInstanceOf(RequestFailure.class)
                .hasMessageMatching("Failed to create boolean expression evaluator: 1:\\d+ \\(\\d+\\): .+");
    }

    @Test
    void sayWhereNothingMatched() {
        assertThatThrownBy(() -> Filter.of("foo").on(Entry.CODEC))
                .hasMessageStartingWith(
                        "Failed to create boolean expression evaluator: 1:4 (3): no match found, expected: ");
    }

    @Test
    void sayWhatAValueMayBeginWith() {
        assertThatThrownBy(() -> Filter.of("Meta.role ==").on(Entry.CODEC))
                .hasMessage("Failed to create boolean expression evaluator: 1:13 (12): no match found, expected: "
                        + "\"-\", \"0\", \"\\\"\", \"`\", [ \\t\\r\\n], [1-9] or [a-zA-Z]");
    }

    @Test
    void valuesEndAt512Bytes() {
        String fits = "Service.ID==\"" + "x".repeat(512) + "\"";
        String tooLong = "Service.ID==\"" + "x".repeat(513) + "\"";

        assertThat(Filter.of(fits).apply(List.of(WEB), Entry.CODEC)).isEmpty();
        assertThatThrownBy(() -> Filter.of(tooLong).on(Entry.CODEC)).hasMessageContaining("length 513");
    }

    @Test
    void depthIsBounded() {
        String deep = "(".repeat(5_000) + "Service.ID==x" + ")".repeat(5_000);

        assertThatThrownBy(() -> Filter.of(deep).on(Entry.CODEC)).hasMessageContaining("deeper than 100");
        assertThatThrownBy(
                        () -> Filter.of("not ".repeat(5_000) + "Service.ID==x").on(Entry.CODEC))
                .hasMessageContaining("deeper than 100");
    }

    @Test
    void longChainsAreFine() {
        String chain = "Service.ID==x or ".repeat(3_000) + "Service.ID==web";

        assertThat(Filter.of(chain).apply(List.of(WEB, BARE), Entry.CODEC)).containsExactly(WEB);
    }

    @Test
    void aSmallPatternCannotAskForAHugeAutomaton() {
        assertThatThrownBy(() -> Filter.of("Service.ID matches `((((a{100}){100}){100}){100})`")
                        .on(Entry.CODEC))
                .hasMessageContaining("expression too large");
    }

    @Test
    void aMissingKeyIsUnequalToEverything() {
        Filter unequal = Filter.of("Service.Meta.nope != x");
        Filter equal = Filter.of("Service.Meta.nope == x");

        assertThat(unequal.apply(List.of(WEB, BARE), Entry.CODEC)).containsExactly(WEB, BARE);
        assertThat(equal.apply(List.of(WEB, BARE), Entry.CODEC)).isEmpty();
    }

    @Test
    void nothingSelectedFromNothing() {
        assertThat(Filter.of("Service.ID==web").apply(List.of(new Entry(null)), Entry.CODEC))
                .isEmpty();
        assertThat(Filter.NONE.apply(List.of(new Entry(null)), Entry.CODEC)).hasSize(1);
    }
}
