package dev.jenvoy.process.os;

import java.util.Map;

/** Names of the signals that end processes in practice; the numbers are the same on every Linux that we run on. */
public final class SignalNames {
    private static final Map<Integer, String> NAMES = Map.of(
            1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 9, "SIGKILL", 11, "SIGSEGV", 13,
            "SIGPIPE", 14, "SIGALRM", 15, "SIGTERM");

    private SignalNames() {}

    public static String of(int signal) {
        String name = NAMES.get(signal);
        return name == null ? "signal " + signal : "signal " + signal + " (" + name + ")";
    }
}
