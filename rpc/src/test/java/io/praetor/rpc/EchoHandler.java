package io.praetor.rpc;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Answers `Test.Echo` with its own body, refuses `Test.Fail`, and leaves `Test.Park` to the test.
final class EchoHandler implements CallHandler {
    final BlockingQueue<Call> parked = new LinkedBlockingQueue<>();

    @Override
    public void handle(Call call) {
        switch (call.method()) {
            case "Test.Echo" -> call.reply(call.body());
            case "Test.Fail" -> call.fail("no such luck", false);
            case "Test.Park" -> parked.add(call);
            default -> call.fail("rpc: can't find service " + call.method(), true);
        }
    }
}
