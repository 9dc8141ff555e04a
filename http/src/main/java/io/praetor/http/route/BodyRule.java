package io.praetor.http.route;

/// What happens to the body of a request.
public sealed interface BodyRule {
    /// Nobody reads it.
    BodyRule IGNORED = new Ignored();

    /// It is read while it arrives.
    BodyRule STREAMED = new Streamed();

    /// Nobody reads it.
    record Ignored() implements BodyRule {}

    /// It is read while it arrives.
    record Streamed() implements BodyRule {}

    /// It is kept whole before the handler runs.
    ///
    /// @param limit   bytes; a longer one is refused with 413
    /// @param setting the configuration setting that raises the limit, named in the refusal; empty for none
    record Buffered(long limit, String setting) implements BodyRule {
        /// The refusal of a body that says how long it is.
        ///
        /// @param length bytes announced
        public String tooLarge(long length) {
            return "Request body(" + length + " bytes) too large, max size: " + limit + " bytes." + help();
        }

        /// The refusal of a body that turned out to be too long.
        public String tooLarge() {
            return "Request body too large, max size: " + limit + " bytes." + help();
        }

        private String help() {
            return setting.isEmpty() ? "" : " See https://www.consul.io/docs/agent/options.html#" + setting + ".";
        }
    }
}
