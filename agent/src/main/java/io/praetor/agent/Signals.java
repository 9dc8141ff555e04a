package io.praetor.agent;

import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/// Where the operating system's signals arrive; tests send their own.
interface Signals {
    /// Tells `handler` about each signal from now on.
    void deliverTo(Consumer<ProcessSignal> handler);

    /// The signals an agent knows.
    enum ProcessSignal {
        HANGUP("HUP", "hangup"),
        INTERRUPT("INT", "interrupt"),
        TERMINATED("TERM", "terminated");

        final String number;
        final String shown;

        ProcessSignal(String number, String shown) {
            this.number = number;
            this.shown = shown;
        }
    }

    /// Those of this process. `sun.misc.Signal` is in every JDK (module `jdk.unsupported`) and the only way to take a
    /// signal
    /// without ending; it is called by reflection because the compiler's warning about it cannot be turned off.
    @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself only
    Signals PROCESS = handler -> {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            for (ProcessSignal signal : ProcessSignal.values()) {
                Object receiver = Proxy.newProxyInstance(
                        handlerType.getClassLoader(),
                        new Class<?>[] {handlerType},
                        (proxy, method, arguments) -> switch (method.getName()) {
                            case "equals" -> proxy == arguments[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            case "toString" -> "handler of " + signal;
                            default -> {
                                handler.accept(signal);
                                yield null;
                            }
                        });
                Object name = type.getConstructor(String.class).newInstance(signal.number);
                type.getMethod("handle", type, handlerType).invoke(null, name, receiver);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no sun.misc.Signal", e);
        }
    };
}
