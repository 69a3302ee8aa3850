package dev.jenvoy.hook;

import dev.jenvoy.permission.Flaw;
import dev.jenvoy.permission.StrictModes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether users other than root and the server's user may change a hook: its file, the links and folders that
 * lead to it, and the same for its interpreter. Checks the file itself every time. Keeps the other results for two
 * seconds, because they need about twenty system calls. A file that is replaced in that time has another owner or time,
 * and is noticed. Safe for use by several threads.
 */
public final class HookTrust {

    private static final Duration KEPT = Duration.ofSeconds(2);
    private static final int MAX_ENTRIES = 1000;

    private final InstantSource clock;
    private final Map<Path, Answer> answers = new ConcurrentHashMap<>();
    private final Map<Path, Way> ways = new ConcurrentHashMap<>();

    public HookTrust(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A way in which other users may change what runs.
     *
     * @param subject what they may change: "it", or its interpreter
     */
    public record Doubt(Flaw flaw, String subject) {

        /** Describes it for a response, without paths. */
        String words() {
            return flaw.words(subject) + (flaw.step() == Flaw.Step.ITSELF ? "" : "; \"jenvoy check\" names it");
        }

        /** Describes it for the operator. */
        public String wordsWithPath() {
            return flaw.wordsWithPath(subject);
        }
    }

    /** Returns why a hook must not run; empty if it may run. */
    Optional<String> refusal(String hook, Path file, HookSettings settings) {
        if (!settings.modes().isEnforced()) {
            return Optional.empty();
        }
        Answer known = answers.get(file);
        StrictModes.Look before = known == null ? StrictModes.Look.NONE : known.look;
        StrictModes.Look look;
        try {
            look = settings.modes().lookAtFile(file, before);
        } catch (IOException e) {
            // The file is missing, or its folder cannot be entered; the start reports that.
            return Optional.empty();
        }
        if (look.flaw().isPresent()) {
            return look.flaw().map(flaw -> new Doubt(flaw, "it").words());
        }
        Instant now = clock.instant();
        if (known != null && known.look == look && isFresh(known.at, now)) {
            return known.refusal;
        }
        Optional<String> refusal = doubt(hook, file, settings, Set.of())
                .filter(doubt -> doubt.flaw.isGrave())
                .map(Doubt::words);
        keep(answers, file, new Answer(look, now, refusal));
        return refusal;
    }

    /**
     * Returns the most serious doubt about a hook, even if it is only a warning.
     *
     * @param reported places to leave out, because other findings report them
     */
    public Optional<Doubt> doubt(String hook, Path file, HookSettings settings, Set<Path> reported) {
        Instant now = clock.instant();
        Doubt worst = worse(null, way(file, settings.modes(), now), "it", reported);
        for (Path interpreter : settings.program(hook, file).interpreters()) {
            List<Flaw> flaws = way(interpreter, settings.modes(), now);
            worst = worse(worst, flaws, "its interpreter " + interpreter, reported);
        }
        return Optional.ofNullable(worst);
    }

    private static @Nullable Doubt worse(@Nullable Doubt worst, List<Flaw> flaws, String subject, Set<Path> reported) {
        Doubt found = worst;
        for (Flaw flaw : flaws) {
            if (reported.contains(flaw.at())) {
                continue;
            }
            if (found == null || (flaw.isGrave() && !found.flaw.isGrave())) {
                found = new Doubt(flaw, subject);
            }
        }
        return found;
    }

    private List<Flaw> way(Path file, StrictModes modes, Instant now) {
        Way known = ways.get(file);
        if (known != null && isFresh(known.at, now)) {
            return known.flaws;
        }
        List<Flaw> flaws = modes.look(file);
        keep(ways, file, new Way(now, flaws));
        return flaws;
    }

    /** Rejects times in the future, so that setting the clock back makes no result last longer. */
    private static boolean isFresh(Instant at, Instant now) {
        return !now.isBefore(at) && now.isBefore(at.plus(KEPT));
    }

    private static <T> void keep(Map<Path, T> kept, Path key, T value) {
        if (kept.size() >= MAX_ENTRIES) {
            kept.clear();
        }
        kept.put(key, value);
    }

    private record Answer(StrictModes.Look look, Instant at, Optional<String> refusal) {}

    private record Way(Instant at, List<Flaw> flaws) {}
}
