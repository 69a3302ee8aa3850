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
 * Whether a hook may run, as others than root and the server's user may change it: its file, the links and folders that
 * lead to it, and its interpreter with those. The file itself is looked at every time; of the rest an answer is kept for
 * two seconds, for that is twenty looks. Who exchanges the file in that time leaves one of another owner or time, and is
 * seen. Safe for use by several threads.
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
     * A way in which others may change what runs.
     *
     * @param subject what they may change: "it", or its interpreter
     */
    public record Doubt(Flaw flaw, String subject) {

        /** For an answer, which says nothing of where things lie. */
        String words() {
            return flaw.words(subject) + (flaw.step() == Flaw.Step.ITSELF ? "" : "; \"jenvoy check\" names it");
        }

        /** For the operator. */
        public String wordsWithPath() {
            return flaw.wordsWithPath(subject);
        }
    }

    /** Why a hook must not run; empty where it may. */
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
            // It has gone, or its folder is shut: the start says so.
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
     * The gravest doubt about a hook, be it one to warn of only.
     *
     * @param told places of which it is not to speak, for they are told of elsewhere
     */
    public Optional<Doubt> doubt(String hook, Path file, HookSettings settings, Set<Path> told) {
        Instant now = clock.instant();
        Doubt worst = worse(null, way(file, settings.modes(), now), "it", told);
        for (Path interpreter : settings.program(hook, file).interpreters()) {
            List<Flaw> flaws = way(interpreter, settings.modes(), now);
            worst = worse(worst, flaws, "its interpreter " + interpreter, told);
        }
        return Optional.ofNullable(worst);
    }

    private static @Nullable Doubt worse(@Nullable Doubt worst, List<Flaw> flaws, String subject, Set<Path> told) {
        Doubt found = worst;
        for (Flaw flaw : flaws) {
            if (told.contains(flaw.at())) {
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

    /** A clock that was set back makes nothing last longer. */
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
