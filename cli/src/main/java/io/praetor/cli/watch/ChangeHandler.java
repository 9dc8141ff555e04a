package io.praetor.cli.watch;

import io.praetor.cli.base.Child;
import io.praetor.cli.base.ChildInput;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulException;
import io.praetor.client.watch.WatchListener;
import io.praetor.client.watch.WatchResult;
import io.praetor.model.GoDuration;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the command does with a change.
abstract sealed class ChangeHandler implements WatchListener {
    private final Context context;
    private Runnable end = () -> {};
    private volatile int exitCode;

    private ChangeHandler(Context context) {
        this.context = context;
    }

    /// Sets what ends the watch.
    final void endsWith(Runnable action) {
        end = action;
    }

    final int exitCode() {
        return exitCode;
    }

    /// Ends the watch and the command.
    final void end(int code) {
        exitCode = code;
        end.run();
    }

    /// A signal has come; with `shutdown` the watch has ended.
    void signal(String name, boolean shutdown) {}

    @Override
    public final void failed(ConsulException failure, Duration retryAfter) {
        context.fail("[ERROR] Watch errored: error=\"" + failure.getMessage() + "\" retry="
                + GoDuration.format(retryAfter.toNanos()));
        context.err().flush();
    }

    /// Prints the first state.
    static final class Printer extends ChangeHandler {
        private final Context context;

        Printer(Context context) {
            super(context);
            this.context = context;
        }

        @Override
        public void changed(WatchResult result) {
            context.out().write(result.pretty().array());
            end(0);
        }
    }

    /// Runs a child for every state.
    static final class Runner extends ChangeHandler {
        private final List<String> command;
        private final boolean shell;
        private final Context context;
        private @Nullable Child running;
        private boolean over;

        Runner(List<String> command, boolean shell, Context context) {
            super(context);
            this.command = List.copyOf(command);
            this.shell = shell;
            this.context = context;
        }

        @Override
        public void changed(WatchResult result) {
            byte[] json = result.compact().array();
            byte[] line = Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            try {
                Child child = start(result.index());
                if (child == null) {
                    return;
                }
                child.feed(line);
                String fault = child.await();
                synchronized (this) {
                    running = null;
                    if (!fault.isEmpty() && !over) {
                        fail(fault);
                    }
                }
            } catch (IOException e) {
                fail(String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end(Context.FAILURE);
            }
        }

        private synchronized @Nullable Child start(String index) throws IOException {
            if (over) {
                return null;
            }
            Child child = Child.start(command, shell, Map.of("CONSUL_INDEX", index), ChildInput.PIPED, context);
            running = child;
            return child;
        }

        private void fail(String fault) {
            context.fail("Error executing handler: " + fault);
            end(Context.FAILURE);
        }

        @Override
        synchronized void signal(String name, boolean shutdown) {
            over |= shutdown;
            Child child = running;
            if (child == null) {
                return;
            }
            child.signal(name);
            if (shutdown) {
                child.end();
            }
        }
    }
}
