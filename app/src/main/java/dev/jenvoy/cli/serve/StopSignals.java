package dev.jenvoy.cli.serve;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Listens to the two signals that ask a program to end. A shutdown hook would run at the first and miss the second.
 * Therefore uses {@code sun.misc.Signal}, which every JDK has in its module {@code jdk.unsupported}, by reflection,
 * because its compiler warning cannot be suppressed.
 */
final class StopSignals {

    private static final List<String> NAMES = List.of("TERM", "INT");

    private StopSignals() {}

    /**
     * Calls the listener for every SIGTERM and SIGINT from now on, with the signal's number, on a thread of the
     * runtime.
     *
     * @throws IllegalStateException when this Java does not support it
     */
    static void listen(IntConsumer listener) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Method number = signal.getMethod("getNumber");
            InvocationHandler told = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    listener.accept((Integer) number.invoke(arguments[0]));
                    return null;
                }
                return method.getName().equals("hashCode") ? System.identityHashCode(proxy) : proxy == arguments[0];
            };
            Object ours = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, told);
            Method handle = signal.getMethod("handle", signal, handler);
            for (String name : NAMES) {
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java cannot listen to signals", e);
        }
    }
}
