package io.praetor.acceptance.faults;

import io.praetor.acceptance.linearizability.Operation;
import io.praetor.acceptance.linearizability.RegisterModel;
import io.praetor.acceptance.linearizability.RegisterModel.CompareAndSet;
import io.praetor.acceptance.linearizability.RegisterModel.Delete;
import io.praetor.acceptance.linearizability.RegisterModel.Done;
import io.praetor.acceptance.linearizability.RegisterModel.Input;
import io.praetor.acceptance.linearizability.RegisterModel.Output;
import io.praetor.acceptance.linearizability.RegisterModel.Read;
import io.praetor.acceptance.linearizability.RegisterModel.Value;
import io.praetor.acceptance.linearizability.RegisterModel.Write;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Registers that are read, written, deleted and set if unchanged.
final class RegisterLane implements Lane {

    private record Used(Register register, Target<Input, Output> target) {}

    private final HistoryClock clock;
    private final String name;
    private final Function<String, Register> registers;
    private final boolean checkAndSet;
    private final List<Used> used = new ArrayList<>();
    private final AtomicLong values = new AtomicLong();

    /// @param registers   makes a register of a name
    /// @param checkAndSet whether these registers know it
    RegisterLane(HistoryClock clock, String name, Function<String, Register> registers, boolean checkAndSet) {
        this.clock = clock;
        this.name = name;
        this.registers = registers;
        this.checkAndSet = checkAndSet;
        next();
    }

    private synchronized Used next() {
        String target = name + "-" + used.size();
        Used fresh = new Used(registers.apply(target), new Target<>(target, new RegisterModel()));
        used.add(fresh);
        return fresh;
    }

    private synchronized Used current() {
        Used last = used.getLast();
        return last.target().use() ? last : next();
    }

    @Override
    public void step(String client, ServerProcess server, RandomGenerator random) throws IOException {
        Used now = current();
        int dice = random.nextInt(100);
        if (dice < 35) {
            read(now, client, server, true);
        } else if (dice < 50) {
            read(now, client, server, false);
        } else if (dice < 75 || !checkAndSet) {
            if (dice % 10 == 0) {
                change(now, client, new Delete(), () -> now.register().delete(server));
            } else {
                String value = client + "." + values.incrementAndGet();
                change(now, client, new Write(value), () -> now.register().write(server, value));
            }
        } else {
            checkAndSet(now, client, server);
        }
    }

    private Register.Found read(Used now, String client, ServerProcess server, boolean consistent) throws IOException {
        long called = clock.now();
        Register.Found found = now.register().read(server, consistent);
        now.target()
                .add(new Operation<>(client, new Read(), new Value(found.value()), called, clock.now()), !consistent);
        return found;
    }

    private interface Change {
        void run() throws IOException;
    }

    private void change(Used now, String client, Input input, Change change) throws IOException {
        long called = clock.now();
        try {
            change.run();
        } catch (ConnectException neverSent) {
            throw neverSent;
        } catch (IOException unknown) {
            now.target().add(new Operation<>(client, input, null, called, called), false);
            throw unknown;
        }
        now.target().add(new Operation<>(client, input, new Done(true), called, clock.now()), false);
    }

    private void checkAndSet(Used now, String client, ServerProcess server) throws IOException {
        Register.Found found = read(now, client, server, true);
        String value = client + "." + values.incrementAndGet();
        Input input = new CompareAndSet(found.value(), value);
        long called = clock.now();
        try {
            boolean set = now.register().compareAndSet(server, found.index(), value);
            now.target().add(new Operation<>(client, input, new Done(set), called, clock.now()), false);
        } catch (ConnectException neverSent) {
            throw neverSent;
        } catch (IOException unknown) {
            now.target().add(new Operation<>(client, input, null, called, called), false);
            throw unknown;
        }
    }

    @Override
    public void readAll(ServerProcess server) throws IOException {
        for (Used one : all()) {
            read(one, "last", server, true);
        }
    }

    @Override
    public List<String> differences(ServerProcess server, ServerProcess leader) throws IOException {
        List<String> differing = new ArrayList<>();
        for (Used one : all()) {
            Register.Found own = one.register().readStale(server);
            Register.Found right = one.register().read(leader, true);
            if (!own.value().equals(right.value())) {
                differing.add("%s has %s at %s, %s at the leader"
                        .formatted(one.target().name(), own.value(), server.name(), right.value()));
            }
        }
        return differing;
    }

    private synchronized List<Used> all() {
        return List.copyOf(used);
    }

    @Override
    public List<Target<?, ?>> targets() {
        return all().stream().<Target<?, ?>>map(Used::target).toList();
    }
}
