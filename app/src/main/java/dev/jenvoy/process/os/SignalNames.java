package dev.jenvoy.process.os;

import java.util.Map;

/** Names the signals that usually end processes. The numbers are the same on every supported Linux. */
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
