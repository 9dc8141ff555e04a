package io.praetor.client;

import java.io.Closeable;
import java.io.IOException;

/// One agent, as its HTTP API shows it. Keeps a few connections open; close it when done. Opening it does not talk to
/// the agent yet.
public final class ConsulClient implements Closeable {
    private final ClientSettings settings;
    private final Calls calls;

    private ConsulClient(ClientSettings settings) throws IOException {
        this.settings = settings;
        this.calls = new Calls(new Transport(settings));
    }

    /// A client for an agent.
    ///
    /// @throws IOException when a certificate or key of the settings cannot be read
    public static ConsulClient open(ClientSettings settings) throws IOException {
        return new ConsulClient(settings);
    }

    /// Another client with the same settings and connections of its own, which can be closed to end a call that waits.
    public ConsulClient fork() throws IOException {
        return new ConsulClient(settings);
    }

    /// Keys and values.
    public Kv kv() {
        return new Kv(calls);
    }

    /// Nodes and services.
    public Catalog catalog() {
        return new Catalog(calls);
    }

    /// Sessions, which hold locks.
    public Sessions sessions() {
        return new Sessions(calls);
    }

    /// The agent itself and the members it knows.
    public Agent agent() {
        return new Agent(calls);
    }

    /// Services and checks of the agent's node.
    public AgentServices agentServices() {
        return new AgentServices(calls);
    }

    /// Who is well.
    public Health health() {
        return new Health(calls);
    }

    /// Events, fired and seen.
    public Events events() {
        return new Events(calls);
    }

    /// Stored questions for instances of services.
    public PreparedQueries preparedQueries() {
        return new PreparedQueries(calls);
    }

    /// Where nodes are in the network.
    public Coordinates coordinates() {
        return new Coordinates(calls);
    }

    /// Certificates of the mesh.
    public Connect connect() {
        return new Connect(calls);
    }

    /// Access control.
    public Acl acl() {
        return new Acl(calls);
    }

    /// Raft and autopilot.
    public Operator operator() {
        return new Operator(calls);
    }

    /// Saving and restoring the whole state.
    public Snapshots snapshots() {
        return new Snapshots(calls);
    }

    /// The leader and the Raft peers.
    public Status status() {
        return new Status(calls);
    }

    /// Closes all connections; calls in progress fail.
    @Override
    public void close() {
        calls.close();
    }
}
