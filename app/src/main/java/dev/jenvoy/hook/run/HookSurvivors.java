package dev.jenvoy.hook.run;

import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.process.survivors.Survivors;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends processes that a crashed server left alive. */
final class HookSurvivors {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");

    private final Supplier<HookSettings> settings;
    private final Survivors survivors;

    HookSurvivors(Supplier<HookSettings> settings, Survivors survivors) {
        this.settings = settings;
        this.survivors = survivors;
    }

    /** Ends the processes of one run. Blocks until they have ended; returns false if some are known to live on. */
    boolean end(String name, String token) throws InterruptedException {
        Duration grace = settings.get().options().apply(name).killGrace();
        Survivors.Finding finding = survivors.end(HookEnvironment.RUN, token, grace);
        if (finding instanceof Survivors.Finding.Gone gone) {
            if (gone.ended() > 0) {
                LOG.warn("hook of a crashed server was ended hook={} processes={}", name, gone.ended());
            }
            return true;
        }
        LOG.error("hook of a crashed server may still be running hook={} finding={}", name, finding);
        return finding instanceof Survivors.Finding.CannotTell;
    }
}
