package dev.jenvoy.hook.lint;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.Hook;
import dev.jenvoy.hook.HookFile;
import dev.jenvoy.hook.HookFolder;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.HookSelector;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.KnownEvents;
import dev.jenvoy.hook.Match;
import dev.jenvoy.hook.RunCondition;
import dev.jenvoy.hook.head.DeliveryValues;
import dev.jenvoy.hook.head.HeadCheck;
import dev.jenvoy.hook.head.HeadDecision;
import dev.jenvoy.hook.head.HeadedHook;
import dev.jenvoy.hook.head.HookHeads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Explains which hooks a selector has, and why.
 *
 * @param steps its hooks in the order in which they run
 * @param misses files that are almost its hooks, nearest first: those whose head leaves them out, and at most {@link
 *     #MAX_NEAR_MISSES} others
 * @param more the number of further such files
 * @param unreadable why the hooks could not be searched; {@code null} if they could
 */
public record Explanation(
        List<Step> steps,
        List<Miss> misses,
        int more,
        @Nullable String unreadable) {

    /** The maximum number of near misses. */
    public static final int MAX_NEAR_MISSES = 50;

    public Explanation {
        steps = List.copyOf(steps);
        misses = List.copyOf(misses);
    }

    /**
     * A hook that runs.
     *
     * @param hook its name in responses, its path below the hooks folder
     * @param matched the selector's name that its name equals or continues
     * @param child whether its name continues it
     * @param common whether that name has the common name of the event, and not the sender's own
     * @param on after which result of the others it runs, if it runs after them; else {@code null}
     * @param returncode its result without a run; 0 if it can run
     * @param fault why it cannot run; {@code null} if it can
     * @param head what each part of its head is for the delivery
     */
    public record Step(
            String hook,
            String matched,
            boolean child,
            boolean common,
            @Nullable String on,
            int returncode,
            @Nullable String fault,
            List<HeadCheck.Part> head) {
        public Step {
            head = List.copyOf(head);
        }
    }

    /**
     * A file that does not run.
     *
     * @param path its path below the hooks folder
     * @param why the reason
     * @param head what each part of its head is for the delivery, if its head is the reason
     */
    public record Miss(String path, String why, List<HeadCheck.Part> head) {
        public Miss {
            head = List.copyOf(head);
        }
    }

    /** Returns why a delivery runs no hooks at all; {@code null} if it may run hooks. */
    public static @Nullable String whyNothing(Facts facts) {
        if (facts.event().is("ping")) {
            return "a ping is answered with pong and runs no hooks";
        }
        return facts.deletion() ? "a push that deletes its branch or tag is skipped and runs no hooks" : null;
    }

    /**
     * Returns the event that was probably meant, if no sender is known to send this one; {@code null} if it is known,
     * or no event is similar.
     */
    public static @Nullable String meant(Facts facts) {
        String event = facts.event().name();
        return KnownEvents.contains(event) ? null : KnownEvents.nearest(event).orElse(null);
    }

    /**
     * Finds the hooks as for a delivery, then checks every other file in the folder.
     *
     * @param values what is known of the delivery; a head that asks for more takes no hook out
     */
    public static Explanation of(
            HookFolder folder, HookHeads heads, HookSettings settings, HookSelector subject, DeliveryValues values) {
        Path root = settings.folder();
        ChildRule rule = settings.rule();
        HookFolder.Found found = folder.find(root, subject, rule);
        if (found instanceof HookFolder.Found.Unreadable unreadable) {
            return new Explanation(List.of(), List.of(), 0, unreadable.reason());
        }
        List<Step> steps = new ArrayList<>();
        List<Miss> reported = new ArrayList<>();
        Set<String> runs = new HashSet<>();
        for (HeadedHook headed : heads.inOrder(((HookFolder.Found.Hooks) found).hooks(), settings)) {
            Hook hook = headed.hook();
            runs.add(hook.name());
            HeadCheck head = new HeadCheck(headed.head(), values);
            HeadDecision decision = head.decide();
            List<HeadCheck.Part> parts = head.parts();
            if (decision instanceof HeadDecision.LeftOut) {
                reported.add(leftOut(hook, parts));
            } else {
                HookOptions options = HookHeads.options(hook.name(), heads.of(hook), settings);
                Match.of(subject, hook.name(), rule)
                        .map(match -> new Place(match, subject.isCommon(match.parent())))
                        .map(place -> place.step(hook, folder, settings, options))
                        .map(step -> withHead(step, decision, parts))
                        .ifPresent(steps::add);
            }
        }
        List<NearMiss> misses = new ArrayList<>();
        try {
            for (FolderTree.Node node : FolderTree.of(root, rule)) {
                if (!runs.contains(node.path())) {
                    NearMiss.of(node, subject, rule).ifPresent(misses::add);
                }
            }
        } catch (IOException e) {
            return new Explanation(steps, reported, 0, "the hooks folder cannot be read");
        }
        misses.sort(Comparator.comparing(NearMiss::nearness));
        misses.stream()
                .limit(MAX_NEAR_MISSES)
                .map(miss -> new Miss(miss.path(), miss.why(), List.of()))
                .forEach(reported::add);
        return new Explanation(steps, reported, Math.max(0, misses.size() - MAX_NEAR_MISSES), null);
    }

    private static Miss leftOut(Hook hook, List<HeadCheck.Part> parts) {
        String wrong = parts.stream()
                .filter(HeadCheck.Part::isFalse)
                .map(HeadCheck.Part::describe)
                .collect(Collectors.joining("; "));
        return new Miss(hook.name(), "its head leaves it out: " + (wrong.isEmpty() ? "when: false" : wrong), parts);
    }

    /** Adds what the head led to, unless the file cannot be started anyway. */
    private static Step withHead(Step step, HeadDecision decision, List<HeadCheck.Part> parts) {
        boolean faulty = step.fault() == null && decision instanceof HeadDecision.Faulty;
        return new Step(
                step.hook(),
                step.matched(),
                step.child(),
                step.common(),
                step.on(),
                faulty ? 126 : step.returncode(),
                faulty ? ((HeadDecision.Faulty) decision).why() : step.fault(),
                parts);
    }

    /**
     * Why a hook belongs to the selector.
     *
     * @param common whether only the common name of the event leads to it
     */
    private record Place(Match match, boolean common) {

        Step step(Hook hook, HookFolder folder, HookSettings settings, HookOptions options) {
            HookFile state = HookFile.look(hook.file());
            if (state != HookFile.FIT) {
                return step(hook, options, 126, state.why());
            }
            Optional<String> refusal = folder.refusal(hook, settings);
            if (refusal.isPresent()) {
                return step(hook, options, 126, refusal.get());
            }
            return settings.program(hook.name(), hook.file())
                    .problem()
                    .filter(problem -> problem.kind().returncode() != 0)
                    .map(problem -> step(hook, options, problem.kind().returncode(), problem.why()))
                    .orElseGet(() -> step(hook, options, 0, null));
        }

        private Step step(Hook hook, HookOptions options, int returncode, @Nullable String fault) {
            @Nullable String on = options.on().map(RunCondition::word).orElse(null);
            return new Step(
                    hook.name(), match.parent().path(), match.child(), common, on, returncode, fault, List.of());
        }
    }
}
