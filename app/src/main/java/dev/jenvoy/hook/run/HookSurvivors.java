package dev.jenvoy.hook.run;

import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.head.HookHead;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.process.account.AccountHelper;
import dev.jenvoy.process.survivors.Survivors;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends processes that a crashed server left alive. The account and the grace period are those that the configuration and the
 * hook's head name now: an account that was configured only before the crash is not searched.
 */
public final class HookSurvivors {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");

    private final Function<String, HookOptions> options;
    private final Supplier<HookSettings> settings;
    private final Survivors survivors;

    private HookSurvivors(Function<String, HookOptions> options, Supplier<HookSettings> settings, Survivors survivors) {
        this.options = options;
        this.settings = settings;
        this.survivors = survivors;
    }

    /** Returns what ends processes of hooks, with the options that their heads set, too. */
    public static HookSurvivors ofHooks(Supplier<HookSettings> settings, HookHeads heads, Survivors survivors) {
        return new HookSurvivors(
                name -> {
                    HookSettings current = settings.get();
                    return HookHeads.options(name, head(name, current, heads), current);
                },
                settings,
                survivors);
    }

    /** Returns what ends processes of commands of the configuration. */
    static HookSurvivors ofCommands(Supplier<HookSettings> settings, Survivors survivors) {
        return new HookSurvivors(name -> settings.get().options().apply(name), settings, survivors);
    }

    private static HookHead head(String name, HookSettings current, HookHeads heads) {
        try {
            return name.isEmpty() ? HookHead.NONE : heads.now(current.folder().resolve(name));
        } catch (InvalidPathException e) {
            // The name was seen in another locale. No file has that name in this one.
            return HookHead.NONE;
        }
    }

    /** Ends the processes of one run. Blocks until they have ended; returns false if some are known to live on. */
    boolean end(String name, String token) throws InterruptedException {
        Survivors.Finding finding = find(name, token);
        if (finding instanceof Survivors.Finding.Gone gone) {
            if (gone.ended() > 0) {
                LOG.warn("hook of a crashed server was ended hook={} processes={}", name, gone.ended());
            }
            return true;
        }
        LOG.error("hook of a crashed server may still be running hook={} finding={}", name, finding);
        return finding instanceof Survivors.Finding.CannotTell;
    }

    /**
     * Ends the processes of one run, of the server's own account and of the hook's. Blocks until they have ended.
     *
     * @param name the name of the hook; empty if it is not known
     */
    public Survivors.Finding find(String name, String token) throws InterruptedException {
        HookOptions known = options.apply(name);
        Duration grace = known.killGrace();
        Survivors.Finding own = survivors.end(HookEnvironment.RUN, token, grace);
        Optional<AccountHelper> helper = known.user().isEmpty()
                ? Optional.empty()
                : helper(name, known.user().get());
        if (helper.isEmpty() || !(own instanceof Survivors.Finding.Gone gone)) {
            return own;
        }
        Survivors.Finding others = Survivors.of(helper.get()).end(HookEnvironment.RUN, token, grace);
        return others instanceof Survivors.Finding.Gone more
                ? new Survivors.Finding.Gone(gone.ended() + more.ended())
                : others;
    }

    private Optional<AccountHelper> helper(String name, String user) throws InterruptedException {
        try {
            return OtherAccount.find(user, settings.get()).flatMap(OtherAccount::helper);
        } catch (OtherAccount.NoSuchAccount e) {
            LOG.warn("processes of another account are not looked for hook={} cause=\"{}\"", name, e.getMessage());
            return Optional.empty();
        }
    }
}
