package io.praetor.server.leader;

/// Something a server does while it leads.
public interface Duty {
    /// Begins; everything committed before is applied here. May wait for the log.
    ///
    /// @throws io.praetor.server.RequestFailure when the log refuses; the leader then tries again later
    void begin() throws InterruptedException;

    /// Ends, as this server no longer leads. Also called when [#begin] failed.
    void end();
}
