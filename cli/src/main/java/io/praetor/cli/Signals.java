package io.praetor.cli;

import io.praetor.cli.base.Platform;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// Takes signals from the JVM. `sun.misc.Signal` is the only way to, and part of the supported module jdk.unsupported;
/// the compiler warns about every mention of it, and warnings are errors here, so it is called by its name.
final class Signals {
    /// What the JVM lets a program have, of what may mean something to a child.
    private static final String[] NAMES = {
        "HUP", "INT", "TERM", "ABRT", "ALRM", "CONT", "IO", "TSTP", "URG", "USR1", "WINCH"
    };

    private Signals() {}

    static void handle(Platform.SignalHandler handler) {
        try {
            Class<?> signalClass = Class.forName("sun.misc.Signal");
            Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handlerClass}, (_, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            Object name = signalClass.getMethod("getName").invoke(arguments[0]);
                            handler.signal(String.valueOf(name));
                        }
                        return null;
                    });
            for (String name : NAMES) {
                register(signalClass, handlerClass, name, proxy);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no sun.misc.Signal", e);
        }
    }

    private static void register(Class<?> signalClass, Class<?> handlerClass, String name, Object proxy)
            throws ReflectiveOperationException {
        try {
            Object signal = signalClass.getConstructor(String.class).newInstance(name);
            signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, proxy);
        } catch (InvocationTargetException e) {
            // the JVM or the system keeps this one for itself, which is its right
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw e;
            }
        }
    }
}
