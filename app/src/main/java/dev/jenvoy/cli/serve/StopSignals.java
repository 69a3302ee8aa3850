package dev.jenvoy.cli.serve;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The two signals that ask a program to end. A shutdown hook would be run at the first and deaf to the second, so the
 * runtime's own way to hear signals is used ({@code sun.misc.Signal}, in every JDK's supported-by-custom module {@code
 * jdk.unsupported}); reached by reflection, as the compiler warns of it in a way that cannot be silenced.
 */
final class StopSignals {

    private static final List<String> NAMES = List.of("TERM", "INT");

    private StopSignals() {}

    /**
     * Has every SIGTERM and SIGINT from now on told, by its number, on a thread of the runtime's.
     *
     * @throws IllegalStateException when this Java has no such thing
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
