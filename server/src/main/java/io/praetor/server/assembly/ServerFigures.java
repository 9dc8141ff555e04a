package io.praetor.server.assembly;

import io.praetor.model.operator.OperatorHealthReply;
import io.praetor.model.telemetry.Label;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.autopilot.Autopilot;
import io.praetor.server.leader.SessionTimers;
import io.praetor.server.query.LocalQueries;
import io.praetor.server.state.State;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// Gauges of a server: what is asked for whenever figures are collected.
final class ServerFigures {
    private ServerFigures() {}

    static void usage(Telemetry telemetry, String datacenter, Supplier<State> states) {
        Label label = new Label("datacenter", datacenter);
        telemetry.poll("state.nodes", () -> states.get().operator().nodes(), label);
        telemetry.poll("state.services", () -> states.get().operator().services(), label);
        telemetry.poll("state.service_instances", () -> states.get().operator().serviceInstances(), label);
    }

    static void work(Telemetry telemetry, LocalQueries queries, SessionTimers sessions) {
        telemetry.poll("rpc.queries_blocking", queries::parked);
        telemetry.poll("session_ttl.active", sessions::size);
    }

    /// Only the leader knows how the servers are.
    static void autopilot(Telemetry telemetry, Autopilot autopilot) {
        telemetry.poll("autopilot.healthy", () -> health(autopilot, reply -> reply.healthy() ? 1 : 0));
        telemetry.poll("autopilot.failure_tolerance", () -> health(autopilot, OperatorHealthReply::failureTolerance));
    }

    private static double health(Autopilot autopilot, ToDoubleFunction<OperatorHealthReply> figure) {
        OperatorHealthReply reply = autopilot.lastHealth();
        return reply == null ? Double.NaN : figure.applyAsDouble(reply);
    }
}
