package io.praetor.raft;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the disk takes what the log must write. While it does not, proposals are refused with this reason.
final class DiskState {

    private static final Logger LOG = LoggerFactory.getLogger(DiskState.class);

    private volatile @Nullable String refusal;

    /// Why writes are refused; null while they are not.
    @Nullable String refusal() {
        return refusal;
    }

    void refuse(String what, Exception cause) {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        String text = what + ": " + reason + "; writes are refused until that is mended";
        if (refusal == null) {
            LOG.error("{}", text);
        }
        refusal = text;
    }

    void accept() {
        if (refusal != null) {
            refusal = null;
            LOG.info("the disk takes the log again: writes are accepted");
        }
    }
}
