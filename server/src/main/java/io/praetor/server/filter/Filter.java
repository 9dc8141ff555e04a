package io.praetor.server.filter;

import io.praetor.model.codec.StructCodec;
import io.praetor.server.RequestFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A filter of a request (`http-api.md` §4). Equal texts are equal filters. Compiled at first use and remembered for
/// the records it was first used on, so a parked query compiles once however often it runs.
public final class Filter {
    /// Lets everything through.
    public static final Filter NONE = new Filter("");

    private final String text;
    private volatile @Nullable Bound<?> bound;

    private record Bound<T>(StructCodec<T> record, Predicate<@Nullable Object> test) {}

    private Filter(String text) {
        this.text = text;
    }

    /// The filter with this text; errors in it show when it is used. An empty text lets everything through.
    public static Filter of(String text) {
        return text.isEmpty() ? NONE : new Filter(text);
    }

    /// Whether everything passes.
    public boolean isNone() {
        return text.isEmpty();
    }

    /// The test of one kind of record.
    ///
    /// @throws RequestFailure when the text is no filter, or none of such records
    public <T> Predicate<@Nullable Object> on(StructCodec<T> record) {
        Bound<?> known = bound;
        if (known != null && known.record() == record) {
            return known.test();
        }
        Predicate<@Nullable Object> test = compile(record);
        bound = new Bound<>(record, test);
        return test;
    }

    private Predicate<@Nullable Object> compile(StructCodec<?> record) {
        try {
            return evaluator(record);
        } catch (FilterSyntaxException | IllegalArgumentException e) {
            throw RequestFailure.internal("Failed to create boolean expression evaluator: " + e.getMessage());
        }
    }

    private Predicate<@Nullable Object> evaluator(StructCodec<?> record) throws FilterSyntaxException {
        return isNone() ? _ -> true : Binder.bind(Parser.parse(text), record);
    }

    /// Why the text is no filter of such records; null when it is one.
    public @Nullable String problem(StructCodec<?> record) {
        try {
            var _ = evaluator(record);
            return null;
        } catch (FilterSyntaxException | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// The records that pass, in order; the list itself when all do.
    ///
    /// @throws RequestFailure when the text is no filter of such records
    public <T> List<T> apply(List<T> records, StructCodec<T> codec) {
        if (isNone()) {
            return records;
        }
        Predicate<@Nullable Object> test = on(codec);
        List<T> passed = new ArrayList<>();
        for (T record : records) {
            if (test.test(record)) {
                passed.add(record);
            }
        }
        return passed.size() == records.size() ? records : passed;
    }

    /// The entries whose value passes.
    ///
    /// @throws RequestFailure when the text is no filter of such records
    public <T> Map<String, T> apply(Map<String, T> records, StructCodec<T> codec) {
        if (isNone()) {
            return records;
        }
        Predicate<@Nullable Object> test = on(codec);
        Map<String, T> passed = new TreeMap<>();
        records.forEach((key, record) -> {
            if (test.test(record)) {
                passed.put(key, record);
            }
        });
        return passed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Filter that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
