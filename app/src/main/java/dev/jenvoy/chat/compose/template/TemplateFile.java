package dev.jenvoy.chat.compose.template;

import com.samskivert.mustache.MustacheException;
import dev.jenvoy.chat.compose.model.MessageModel;
import dev.jenvoy.chat.text.RichText;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One template. Thread-safe. */
public final class TemplateFile {

    private static final String SUFFIX = ".mustache";
    private static final Pattern ENGINE_LINE = Pattern.compile(" (?:@|on) line ([0-9]{1,6})");

    private final String name;
    private final String source;
    private final Map<String, String> all;
    private final Optional<TemplateFlaw> flaw;

    private TemplateFile(String name, String source, Map<String, String> all, Optional<TemplateFlaw> flaw) {
        this.name = name;
        this.source = source;
        this.all = all;
        this.flaw = flaw;
    }

    /**
     * Returns the template, checked.
     *
     * @param name the file below the folder
     * @param all the sources of all templates by their names, for partials
     */
    static TemplateFile of(String name, String source, Map<String, String> all) {
        TemplateFile unchecked = new TemplateFile(name, source, all, Optional.empty());
        return new TemplateFile(name, source, all, unchecked.check());
    }

    /** Returns a template that cannot be used. */
    static TemplateFile flawed(TemplateFlaw flaw) {
        return new TemplateFile(flaw.file(), "", Map.of(), Optional.of(flaw));
    }

    /** Returns the file below the folder of templates. */
    public String name() {
        return name;
    }

    /** Returns why the template itself cannot be used. Partials have flaws of their own. */
    public Optional<TemplateFlaw> flaw() {
        return flaw;
    }

    /** Returns the values of a template that can be used that no message has. They are empty. */
    List<TemplateFlaw> doubts() {
        return flaw.isPresent() ? List.of() : new TagCheck(name, source, partial -> true).doubts(MessageModel.NAMES);
    }

    /**
     * Fills in the template. Takes at most about 100 ms of this thread's processor time.
     *
     * @param model values by their names: texts, numbers, truth values, lists and maps of these
     */
    public TemplateResult fill(Map<String, Object> model) {
        return fill(model, cpuTime());
    }

    TemplateResult fill(Map<String, Object> model, LongSupplier nanos) {
        if (flaw.isPresent()) {
            return new TemplateResult.Trouble(flaw.get().toString());
        }
        Slots slots = new Slots();
        try {
            RichText text = BlockReader.read(run(slots.model(model), nanos), slots);
            return new TemplateResult.Filled(text);
        } catch (TemplateLimit limit) {
            return new TemplateResult.Trouble(name + ": " + limit.getMessage());
        } catch (MustacheException e) {
            return new TemplateResult.Trouble(engineFlaw(e).toString());
        }
    }

    /** Returns what the template writes for this model, with marks in the places of texts. */
    String run(Map<String, Object> slots, LongSupplier nanos) {
        Budget budget = new Budget(nanos);
        new Engine(this::partial, budget).compile(source).execute(slots, budget);
        return budget.output();
    }

    private Optional<TemplateFlaw> check() {
        Optional<TemplateFlaw> found =
                new TagCheck(name, source, partial -> path(partial).isPresent()).flaw();
        if (found.isPresent()) {
            return found;
        }
        try {
            new Engine(this::partial, new Budget(System::nanoTime)).compile(source);
            return Optional.empty();
        } catch (MustacheException e) {
            return Optional.of(engineFlaw(e));
        }
    }

    private String partial(String partial) {
        String path = path(partial).orElseThrow(() -> new TemplateLimit("there is no template " + partial));
        String text = all.get(path);
        Optional<TemplateFlaw> wrong = new TagCheck(
                        path, text == null ? "" : text, other -> path(other).isPresent())
                .flaw();
        if (text == null || wrong.isPresent()) {
            throw new TemplateLimit(wrong.map(TemplateFlaw::toString).orElse(partial));
        }
        return text;
    }

    /** Partials are looked for in the folder of this template, then in the folder of all. */
    private Optional<String> path(String partial) {
        String own = name.substring(0, name.lastIndexOf('/') + 1) + partial + SUFFIX;
        String common = partial + SUFFIX;
        return all.containsKey(own)
                ? Optional.of(own)
                : all.containsKey(common) ? Optional.of(common) : Optional.empty();
    }

    private TemplateFlaw engineFlaw(MustacheException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        Matcher line = ENGINE_LINE.matcher(message);
        return line.find()
                ? new TemplateFlaw(name, Integer.parseInt(line.group(1)), 0, message.substring(0, line.start()))
                : new TemplateFlaw(name, 0, 0, message);
    }

    /** A busy machine must not make templates fail: time counts while this thread computes. */
    private static LongSupplier cpuTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : System::nanoTime;
    }
}
