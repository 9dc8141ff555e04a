package io.praetor.model.rpc;

/// A request with the options of a read (`rpc.md` §5).
public interface ReadRequest {
    /// Whose state is asked for; on the wire, empty is no datacenter.
    String datacenter();

    /// How it wants to be answered.
    QueryOptions options();
}
