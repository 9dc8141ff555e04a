package io.praetor.server.limit;

/// How many requests a server takes (`limits.request_limits`).
///
/// @param all     from everybody together
/// @param address from one address
public record LimitSettings(Mode mode, Rates all, Rates address) {
    /// Takes all.
    public static final LimitSettings OFF = new LimitSettings(Mode.DISABLED, Rates.UNLIMITED, Rates.UNLIMITED);

    /// What becomes of a request beyond a limit.
    public enum Mode {
        /// There are no limits.
        DISABLED("disabled"),
        /// It is logged and counted.
        PERMISSIVE("permissive"),
        /// It is refused, too.
        ENFORCING("enforcing");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        /// As configured.
        public String text() {
            return text;
        }

        /// @throws IllegalArgumentException for any other word than the three
        public static Mode of(String word) {
            for (Mode mode : values()) {
                if (mode.text.equals(word)) {
                    return mode;
                }
            }
            throw new IllegalArgumentException("no mode of limits: \"" + word + "\"");
        }
    }

    /// Requests a second; infinite: no limit.
    public record Rates(double reads, double writes) {
        /// No limit.
        public static final Rates UNLIMITED = new Rates(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

        boolean areUnlimited() {
            return Double.isInfinite(reads) && Double.isInfinite(writes);
        }
    }
}
