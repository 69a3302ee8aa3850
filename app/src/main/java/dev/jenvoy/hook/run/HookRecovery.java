package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Recovery;
import dev.jenvoy.hook.HookLimits;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.process.survivors.Survivors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recovers actions of one kind that an earlier server had planned, and ends processes that it left alive. */
final class HookRecovery implements Recovery {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");

    private final String kind;
    private final Function<String, Action> actions;
    private final Supplier<HookSettings> settings;
    private final Survivors survivors;

    /** @param actions creates an action from its name in the journal */
    HookRecovery(String kind, Function<String, Action> actions, Supplier<HookSettings> settings, Survivors survivors) {
        this.kind = kind;
        this.actions = actions;
        this.settings = settings;
        this.survivors = survivors;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Action revive(String name) {
        return actions.apply(name);
    }

    @Override
    public boolean endSurvivors(String name, String token) throws InterruptedException {
        HookLimits limits = settings.get().options().apply(name).limits();
        Survivors.Finding finding = survivors.end(HookEnvironment.RUN, token, limits.killGrace());
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
