package dev.jenvoy.app.feature;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.ActionKind;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Plan;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.forge.options.ForgesOptions;
import dev.jenvoy.forge.run.Forges;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.head.HookHead;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.run.HookKind;
import dev.jenvoy.storage.Storage;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the action kind {@code reports}, and makes its parts when the configuration first has the section {@code forges}. A
 * server without it loads no class of forges. Safe for use by several threads.
 */
public final class ForgeGate implements ActionKind, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.forges");

    /** The name of the action kind, also where no class of forges is loaded. */
    private static final String KIND = "reports";

    /** How many reports are written at once. */
    private static final int WORKERS = 8;

    /** How many of them to one forge. */
    private static final int PLACES = 4;

    private final Supplier<Optional<ForgesOptions>> options;
    private final Supplier<HookSettings> hooks;
    private final HookHeads heads;
    private final Function<String, Optional<String>> forgeOf;
    private final Storage storage;
    private final ForgeCounts counts;
    private final InstantSource clock;
    private final Set<String> unreported = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Forges forges;
    private boolean closed;

    /**
     * @param options the section in force
     * @param hooks says which hooks want reports
     * @param forgeOf gives the host of the repositories of a source of deliveries that is no forge's, where its entry names it
     * @param storage has the book of reports, and knows how hooks ended
     * @param counts learns of requests and reports
     */
    public ForgeGate(
            Supplier<Optional<ForgesOptions>> options,
            Supplier<HookSettings> hooks,
            HookHeads heads,
            Function<String, Optional<String>> forgeOf,
            Storage storage,
            ForgeCounts counts,
            InstantSource clock) {
        this.options = options;
        this.hooks = hooks;
        this.heads = heads;
        this.forgeOf = forgeOf;
        this.storage = storage;
        this.counts = counts;
        this.clock = clock;
    }

    /** Returns the feature if it is configured. */
    public Optional<Forges> forges() {
        if (options.get().isEmpty()) {
            return Optional.empty();
        }
        Forges known = forges;
        return Optional.ofNullable(known != null ? known : open());
    }

    private synchronized @Nullable Forges open() {
        Forges known = forges;
        if (known != null || closed) {
            return known;
        }
        Forges opened = new Forges(
                () -> options.get().orElse(ForgesOptions.NONE),
                HookReports.of(hooks, heads, forgeOf),
                storage.forges(),
                storage.history(),
                counts::askedForge,
                counts::reported,
                clock);
        forges = opened;
        return opened;
    }

    /** Follows the configuration: to be called after each change, and now and then. */
    public void follow() {
        Optional<Forges> open = forges();
        if (open.isPresent()) {
            unreported.clear();
        }
        // When the configuration has lost the section, the connections end.
        Forges known = open.orElse(forges);
        if (known != null) {
            known.follow();
        }
    }

    /** Leaves what is done once for all servers to another one until {@link #follow} is called again. */
    public void rest() {
        Forges known = forges;
        if (known != null) {
            known.rest();
        }
    }

    /** Returns which forges refuse their credentials, each in words. */
    public List<String> troubles() {
        // Asked first, because what follows loads a class of forges.
        return options.get().isEmpty()
                ? List.of()
                : forges().map(Forges::troubles).orElse(List.of());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean mayBlock() {
        return options.get().isPresent();
    }

    @Override
    public OptionalInt workers() {
        return OptionalInt.of(WORKERS);
    }

    @Override
    public List<Share> shares(Planned planned) {
        return options.get().isEmpty()
                ? List.of()
                : forges().map(open -> open.reports().shares(planned, PLACES)).orElse(List.of());
    }

    @Override
    public Plan plan(Delivery delivery) {
        return new Plan.Actions(List.of());
    }

    @Override
    public List<Action> follow(Delivery delivery, List<Action> planned) {
        if (options.get().isPresent()) {
            return forges().map(open -> open.reports().follow(delivery, planned))
                    .orElse(List.of());
        }
        if (heads.wantReports()) {
            warn(planned);
        }
        return List.of();
    }

    /**
     * Says once of each hook that its head asks for a report in vain: the head may be younger than the start of the server. An
     * entry of {@code hooks} that asks for it is a matter of the configuration.
     */
    private void warn(List<Action> planned) {
        HookSettings now = hooks.get();
        planned.stream()
                .filter(action -> action.kind().equals(HookKind.KIND))
                .map(Action::name)
                .filter(hook -> heads.known(now.folder().resolve(hook))
                        .filter(HookHead::wantsReports)
                        .isPresent())
                .filter(hook -> now.options().apply(hook).reports().isEmpty())
                .filter(unreported::add)
                .forEach(hook -> LOG.warn(
                        "no report: its head asks for one, and the configuration has no forges hook={}", hook));
    }

    @Override
    public String noun() {
        return "report";
    }

    @Override
    public Action restore(Planned planned) {
        return new RestoredReport(planned);
    }

    /** A report leaves nothing running. */
    @Override
    public boolean endSurvivors(Planned planned, String token) {
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        Forges known = forges;
        if (known != null) {
            known.close();
        }
    }

    /** A report of an earlier server: forges may be configured by then, or not any more. */
    private final class RestoredReport extends GatedAction {

        RestoredReport(Planned planned) {
            super(planned);
        }

        @Override
        public Optional<Followed> followed() {
            return restored().flatMap(Action::followed);
        }

        @Override
        Optional<Action> restored() {
            Optional<Forges> open = forges();
            return open.isPresent() ? Optional.of(open.get().reports().restore(planned())) : Optional.empty();
        }

        @Override
        Outcome away() {
            return Outcome.without(Ending.VANISHED, null, "the configuration no longer has forges")
                    .with(new RetryAdvice.Never());
        }
    }
}
