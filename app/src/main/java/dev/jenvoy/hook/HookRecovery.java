package dev.jenvoy.hook;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Recovery;
import dev.jenvoy.process.Survivors;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up hooks that an earlier server had planned, and ends what it left alive. */
final class HookRecovery implements Recovery {

    /** No file's name: a listing never holds it. */
    private static final String GONE = ".gone/hook";

    private static final Logger LOG = LoggerFactory.getLogger(HookRecovery.class);

    private final Function<Hook, Action> actions;
    private final Supplier<HookSettings> settings;
    private final Survivors survivors;

    HookRecovery(Function<Hook, Action> actions, Supplier<HookSettings> settings, Survivors survivors) {
        this.actions = actions;
        this.settings = settings;
        this.survivors = survivors;
    }

    @Override
    public String kind() {
        return HookPlanner.KIND;
    }

    @Override
    public Action revive(String name) {
        // The name comes from our own journal, where it was written after it had been seen in a listing.
        Path folder = settings.get().folder();
        try {
            return actions.apply(new Hook(name, folder.resolve(name)));
        } catch (InvalidPathException e) {
            // It was seen in another locale. Nothing has that name in this one.
            return actions.apply(new Hook(name, folder.resolve(GONE)));
        }
    }

    @Override
    public boolean endSurvivors(String name, String token) throws InterruptedException {
        HookLimits limits = settings.get().options().apply(name).limits();
        Survivors.Finding finding = survivors.end(HookEnvironment.RUN, token, limits.killGrace());
        if (finding instanceof Survivors.Finding.Gone gone) {
            if (gone.ended() > 0) {
                LOG.warn("hook of a dead server ended hook={} processes={}", name, gone.ended());
            }
            return true;
        }
        LOG.error("hook of a dead server may still live hook={} finding={}", name, finding);
        return finding instanceof Survivors.Finding.CannotTell;
    }
}
