package io.praetor.server.query;

import org.jspecify.annotations.Nullable;

/// Where answers are asked for that are kept as long as they hold.
public interface Standings {
    /// There is no state here: everything has to be waited for.
    Standings NONE = new Standings() {
        @Override
        public <T extends @Nullable Object> @Nullable Standing<T> stand(Query<T> query, ReadOptions options) {
            return null;
        }
    };

    /// Answers at once, or not at all.
    ///
    /// @return null when the answer has to be waited for, or must be refused: [Queries#read] does either
    /// @throws io.praetor.server.RequestFailure when the question makes no sense
    <T extends @Nullable Object> @Nullable Standing<T> stand(Query<T> query, ReadOptions options);
}
