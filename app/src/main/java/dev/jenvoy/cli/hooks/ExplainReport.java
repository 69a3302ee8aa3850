package dev.jenvoy.cli.hooks;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.hook.head.HeadCheck;
import dev.jenvoy.hook.lint.Explanation;
import dev.jenvoy.hook.lint.ExplanationJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@code explain}.
 *
 * @param explanation {@code null} for a delivery that runs no hooks at all
 * @param rooms the rooms of the fixed routes; empty where chat is not configured
 */
record ExplainReport(ExplainedDelivery asked, @Nullable Explanation explanation, Optional<HearingRooms> rooms) {

    /** Returns whether at least one hook would start. */
    boolean runsSomething() {
        return explanation != null && explanation.steps().stream().anyMatch(step -> step.fault() == null);
    }

    /** Formats the result for people. */
    List<String> lines() {
        List<String> lines = hookLines();
        rooms.ifPresent(heard -> {
            lines.add("");
            lines.addAll(heard.lines());
        });
        return lines;
    }

    private List<String> hookLines() {
        List<String> lines = new ArrayList<>();
        lines.add(delivery());
        @Nullable String meant = Explanation.meant(asked.facts());
        if (meant != null) {
            lines.add("No known sender sends the event " + asked.facts().event() + "; did you mean " + meant + "?");
        }
        lines.add("");
        if (explanation == null || explanation.unreadable() != null) {
            lines.add("No hook would run: " + (explanation == null ? asked.whyNothing() : explanation.unreadable()));
            return lines;
        }
        if (explanation.steps().isEmpty()) {
            lines.add("No hook would run.");
        } else {
            lines.add("These hooks would run, in this order:");
            steps(explanation.steps(), lines);
        }
        if (!explanation.misses().isEmpty()) {
            lines.add("");
            lines.add("These would not:");
            explanation.misses().forEach(miss -> {
                lines.add("  " + CheckText.visible(miss.path() + ": " + miss.why()));
                head(miss.head(), lines);
            });
            if (explanation.more() > 0) {
                lines.add("  and " + explanation.more() + " more");
            }
        }
        return lines;
    }

    private static void steps(List<Explanation.Step> steps, List<String> lines) {
        int width = steps.stream()
                .mapToInt(step -> CheckText.visible(step.hook()).length())
                .max()
                .orElse(0);
        int place = 0;
        for (Explanation.Step step : steps) {
            String name = CheckText.visible(step.hook());
            String how = how(step);
            lines.add(String.format(Locale.ROOT, "%3d. ", ++place) + name + " ".repeat(width - name.length()) + "  "
                    + how
                    + (step.on() == null ? "" : ", after the others on " + step.on())
                    + (step.fault() == null ? "" : "; result " + step.returncode() + ", not run: " + step.fault()));
            head(step.head(), lines);
        }
    }

    private static String how(Explanation.Step step) {
        if (step.child()) {
            return "child of " + CheckText.visible(step.matched());
        }
        return step.common() ? "by the common name of the event" : "by its own name";
    }

    private static void head(List<HeadCheck.Part> parts, List<String> lines) {
        parts.forEach(part -> lines.add("       " + CheckText.visible(part.describe())));
    }

    private String delivery() {
        Facts facts = asked.facts();
        return CheckText.visible("Event " + facts.event()
                + part("owner", facts.owner())
                + part("repository", facts.repository())
                + part("branch", facts.branch())
                + part("tag", facts.tag()));
    }

    private static String part(String name, @Nullable Object value) {
        return value == null ? "" : ", " + name + " " + value;
    }

    /** Formats the result for programs. */
    JsonObject json() {
        JsonObject json = ExplanationJson.of(asked.facts(), explanation);
        rooms.ifPresent(heard -> heard.addTo(json));
        return json;
    }
}
