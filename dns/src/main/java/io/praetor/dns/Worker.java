package io.praetor.dns;

import java.util.random.RandomGenerator;

/// What one thread needs to answer one packet after the other.
///
/// @param request read into again and again
/// @param key     moved from question to question
record Worker(Request request, QuestionKey key, ReplyWriter writer) {
    /// @param capacity of the longest answer
    static Worker of(int capacity, RandomGenerator random) {
        return new Worker(new Request(), new QuestionKey(), new ReplyWriter(capacity, random));
    }
}
