package io.praetor.acceptance.linearizability;

import java.util.List;

/// What the search found.
public sealed interface Verdict {

    /// One order explains every answer.
    ///
    /// @param steps how many operations were tried
    record Linearizable(long steps) implements Verdict {}

    /// No order does.
    ///
    /// @param explained the longest run of operations that could be put in an order
    /// @param stuck     operations that had to come next, none of which fits
    record Violation(List<? extends Operation<?, ?>> explained, List<? extends Operation<?, ?>> stuck)
            implements Verdict {

        /// A few lines for whoever looks for the fault.
        @Override
        public String toString() {
            int from = Math.max(0, explained.size() - 8);
            StringBuilder text = new StringBuilder("no order explains the answers; last explained:\n");
            explained
                    .subList(from, explained.size())
                    .forEach(one -> text.append("  ").append(one).append('\n'));
            text.append("none of these can be next:\n");
            stuck.forEach(one -> text.append("  ").append(one).append('\n'));
            return text.toString();
        }
    }

    /// The search was given up.
    ///
    /// @param steps how many operations were tried
    record Undecided(long steps) implements Verdict {}
}
