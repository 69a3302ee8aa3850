package dev.jenvoy.config;

import dev.jenvoy.delivery.NamePattern;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one entry of {@code hooks} says about the hooks whose file name it matches; what it leaves out is left as it
 * is. Every entry that matches applies, in the file's order, an exact name last: that is for the reader of these to do.
 *
 * @param pattern of the names of the hooks that have these options
 * @param timeout {@code timeout}: how long the hook may run, positive
 * @param killGrace {@code kill_grace}: from SIGTERM to SIGKILL, may be zero
 * @param maxOutput {@code max_output}: bytes kept of each stream
 * @param retries {@code retries}: how often a failed run is tried again, 0 to 100
 * @param concurrency {@code concurrency}
 * @param env {@code env}: variables set for the hook, literally, in the file's order
 * @param onCrash {@code on_crash}
 */
public record HookConfig(
        NamePattern pattern,
        Optional<Duration> timeout,
        Optional<Duration> killGrace,
        Optional<Long> maxOutput,
        Optional<Integer> retries,
        Optional<Concurrency> concurrency,
        Map<String, String> env,
        Optional<OnCrash> onCrash) {

    /** Copies {@code env}, keeping its order. */
    public HookConfig {
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    /** Without the values in {@code env}, which people use for tokens. */
    @Override
    public String toString() {
        return "HookConfig[pattern=" + pattern + ", timeout=" + timeout + ", killGrace=" + killGrace + ", maxOutput="
                + maxOutput + ", retries=" + retries + ", concurrency=" + concurrency + ", env=" + env.keySet()
                + ", onCrash=" + onCrash + "]";
    }
}
