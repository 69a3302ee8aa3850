package dev.jenvoy.hook.lint;

import dev.jenvoy.hook.BaseName;
import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HookFile;
import dev.jenvoy.hook.HookFolder;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.HookTrust;
import dev.jenvoy.hook.KnownEvents;
import dev.jenvoy.hook.NameRule;
import dev.jenvoy.hook.head.HeadFault;
import dev.jenvoy.hook.head.HookHead;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.permission.Flaw;
import dev.jenvoy.process.os.ProgramFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks one file below the hooks folder. */
final class HookLint {

    /** A folder that interpreters and package managers fill. */
    private static final Pattern GENERATED = Pattern.compile("(?:^|/)(?:__pycache__|node_modules)/");

    private final FolderTree.Node node;
    private final ChildRule rule;
    private final String name;
    private final HookFile state;
    private final List<NameInterpretation> readings;
    private final List<NameInterpretation> onlyOther;
    private final Optional<ProgramFile.Problem> problem;
    private final Optional<HookTrust.Doubt> doubt;
    private final boolean enforced;
    private final List<Flaw> entryFlaws;
    private final HookHead head;
    private final boolean scheduled;
    private final Set<String> events;

    /**
     * @param heads knows the heads of files
     * @param reported folders and links that the folder's own findings already report
     */
    HookLint(
            FolderTree.Node node,
            HookSettings settings,
            Predicate<String> exists,
            HookTrust trust,
            HookHeads heads,
            Set<Path> reported) {
        this.node = node;
        this.rule = settings.rule();
        this.name = node.path().substring(node.path().lastIndexOf('/') + 1);
        this.state = node.unseen() == null ? HookFile.look(node.file()) : HookFile.NOT_REGULAR;
        this.events = settings.events();
        boolean never = node.unseen() != null || NameRule.never(name).isPresent();
        this.head = state.answers() && !never ? heads.now(node.file()) : HookHead.NONE;
        this.scheduled =
                HookHeads.options(node.path(), head, settings).schedule().isPresent();
        this.readings = never ? List.of() : NameInterpretations.of(node.path(), rule, exists);
        this.onlyOther = never
                ? List.of()
                : NameInterpretations.without(NameInterpretations.of(node.path(), rule.other(), exists), readings)
                        .stream()
                        .filter(reading -> readings.isEmpty() || reading.repository() == null)
                        .toList();
        // Judges the program in the same way as a failed start does.
        this.problem = state.answers() && (scheduled || !readings.isEmpty())
                ? settings.program(node.path(), node.file()).problem()
                : Optional.empty();
        this.entryFlaws = node.unseen() == null ? settings.modes().lookAtEntry(node.file()) : List.of();
        this.enforced = settings.modes().isEnforced();
        this.doubt = state.answers() ? trust.doubt(node.path(), node.file(), settings, reported) : Optional.empty();
    }

    /** Returns whether the file is worth a line in lists: what an interpreter or package manager wrote is not. */
    boolean isWorthListing() {
        return scheduled
                || !readings.isEmpty()
                || !GENERATED.matcher(node.path()).find();
    }

    HookListing listed() {
        return new HookListing(node.path(), readings, never(), state.answers(), head);
    }

    private Optional<String> never() {
        if (node.unseen() != null) {
            return Optional.of(node.unseen());
        }
        Optional<String> byName = NameRule.never(name);
        if (byName.isPresent()) {
            return byName;
        }
        if (readings.isEmpty() && !scheduled) {
            boolean helper = state == HookFile.NOT_EXECUTABLE && NameRule.hasExtension(name);
            return Optional.of(helper ? "it is not executable, and " + whyNoReading() : whyNoReading());
        }
        return state.answers() ? Optional.empty() : Optional.of(state.why());
    }

    private String whyNoReading() {
        if (!onlyOther.isEmpty()) {
            return "only " + rule.other().word() + " mode would run it: " + words(onlyOther);
        }
        int slash = node.path().lastIndexOf('/');
        if (slash > 0 && !NameInterpretations.canHoldHooks(node.path().substring(0, slash), rule)) {
            return "no owner or branch has the folder " + node.path().substring(0, slash);
        }
        String head = NameInterpretations.head(node.path());
        if (head.isEmpty()) {
            return "its name does not begin with an event";
        }
        if (NameRule.hasExtension(name)) {
            return HookFolder.whyNoChild(new BaseName("", head, true), name).orElse("its name matches no delivery");
        }
        return "its name continues " + head + " but names neither a child nor a repository";
    }

    /** Returns the most important finding about this file. A fault is more important than a warning. */
    Optional<Finding> finding() {
        Optional<String> never = never();
        if (never.isPresent()) {
            return neverRuns(never.get()).or(this::helper);
        }
        if (doubt.isPresent() && doubt.get().flaw().isGrave()) {
            String words = doubt.get().wordsWithPath();
            return Optional.of(
                    enforced
                            ? Finding.fault(node.path(), words + "; until then, its result is 126")
                            : Finding.warning(node.path(), words));
        }
        if (problem.isPresent()
                && (head.fault().isEmpty() || problem.get().kind().returncode() != 0)) {
            return problem.map(this::hardlyRuns);
        }
        if (head.fault().isPresent()) {
            return head.fault().map(fault -> Finding.fault(node.path(), fault + "; until then, its result is 126"));
        }
        return head.doubts().stream()
                .findFirst()
                .map(HookLint::words)
                .or(() -> Optional.ofNullable(surprise()))
                .or(() -> doubt.map(HookTrust.Doubt::wordsWithPath))
                .map(text -> Finding.warning(node.path(), text));
    }

    /** Warns of a file that is not a hook but may be read by one: settings, or a script of functions. */
    private Optional<Finding> helper() {
        return entryFlaws.stream()
                .filter(Flaw::isGrave)
                .findFirst()
                .map(flaw -> Finding.warning(node.path(), flaw.words("it") + "; hooks that read it trust them"));
    }

    private Finding hardlyRuns(ProgramFile.Problem found) {
        return switch (found.kind()) {
            case REFUSED, NEVER_FOUND ->
                Finding.fault(
                        node.path(),
                        "cannot be started: " + found.why() + "; until then, its result is "
                                + found.kind().returncode());
            case NOT_ON_PATH, DOUBTFUL -> Finding.warning(node.path(), found.why());
        };
    }

    private Optional<Finding> neverRuns(String why) {
        if (stopsDeliveries()) {
            return Optional.of(Finding.fault(
                    node.path(),
                    "cannot be read as a folder: deliveries whose hooks may be in it are rejected with 503"));
        }
        boolean meant = NameRule.never(name).isEmpty() && !name.startsWith(".") && looksMeant();
        if (state.answers() && meant) {
            return Optional.of(Finding.fault(node.path(), "never runs: " + why));
        }
        boolean named = readings.stream().anyMatch(NameInterpretation::isKnown);
        if (node.unseen() == null
                && named
                && (state != HookFile.NOT_EXECUTABLE || ProgramFile.isMeantAsScript(node.file()))) {
            return Optional.of(Finding.warning(node.path(), "never runs: " + why));
        }
        boolean folder = Files.isDirectory(node.file()) && !name.startsWith(".") && looksMeant();
        return folder || (node.unseen() != null && !Files.isDirectory(node.file()))
                ? Optional.of(Finding.warning(node.path(), why))
                : Optional.empty();
    }

    /**
     * Returns whether a delivery is rejected because its hooks may be in a folder that cannot be read. Without the
     * rejection, they would silently not run.
     */
    private boolean stopsDeliveries() {
        return (FolderTree.UNREADABLE.equals(node.unseen()) || state == HookFile.UNREACHABLE)
                && NameInterpretations.canHoldHooks(node.path(), rule);
    }

    /**
     * Returns whether a file is probably meant as a hook. A file in a folder named like a hook is; a helper in another
     * folder is not.
     */
    private boolean looksMeant() {
        if (node.path().indexOf('/') < 0 || node.path().startsWith("@")) {
            return true;
        }
        String head = NameInterpretations.head(node.path());
        return head.startsWith(BaseName.ALL) || KnownEvents.contains(head);
    }

    private @Nullable String surprise() {
        if (scheduled && readings.stream().noneMatch(this::isKnown)) {
            // It is there to run by time: its name need not be that of an event.
            return null;
        }
        if (!onlyOther.isEmpty()) {
            return "in " + rule.other().word() + " mode it would match more: " + words(onlyOther) + "; now it matches "
                    + words(readings);
        }
        if (NameRule.hasExtension(name) && readings.stream().allMatch(reading -> reading.childOf() == null)) {
            return "its extension is part of the name: it runs for " + words(readings);
        }
        boolean known = readings.stream().anyMatch(this::isKnown);
        String head = NameInterpretations.head(node.path());
        Optional<String> meant = KnownEvents.contains(head) || isConfigured(head) || head.equals(BaseName.ALL)
                ? Optional.empty()
                : KnownEvents.nearest(head).filter(nearest -> !head.startsWith(nearest));
        // The child's part of a name may be anything, so only probable typing errors are reported there.
        if (!known || meant.isPresent()) {
            return head + " is not a known event of any sender"
                    + meant.map(event -> "; did you mean " + event + "?").orElse("");
        }
        return null;
    }

    private static String words(HeadFault doubt) {
        return "line " + doubt.line() + " looks like a line of a head, but is not one: " + doubt.message();
    }

    private boolean isKnown(NameInterpretation reading) {
        @Nullable String event = reading.event();
        return event == null || KnownEvents.contains(event) || isConfigured(event);
    }

    /** A text such as {@code 'stripe_'} is what the events of an endpoint begin with. */
    private boolean isConfigured(String event) {
        return events.contains(event)
                || events.stream().anyMatch(begin -> begin.endsWith("_") && event.startsWith(begin));
    }

    private static String words(List<NameInterpretation> readings) {
        return readings.stream().map(NameInterpretation::words).collect(Collectors.joining("; "));
    }
}
