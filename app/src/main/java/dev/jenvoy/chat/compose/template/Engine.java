package dev.jenvoy.chat.compose.template;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.StringReader;
import java.util.function.Function;

/**
 * The template engine as it is used here: values of maps alone, no methods or fields of objects; missing names are empty; a
 * budget for each run. One for each message, because the engine keeps what it has compiled, and a template that includes itself
 * would grow with each message.
 */
final class Engine extends Mustache.Compiler {

    private final Function<String, String> sources;
    private final Budget budget;
    private final int depth;

    /**
     * Makes the engine for one run.
     *
     * @param sources returns the template of a name, which is there
     */
    Engine(Function<String, String> sources, Budget budget) {
        this(sources, budget, 0);
    }

    private Engine(Function<String, String> sources, Budget budget, int depth) {
        super(
                false,
                false,
                "",
                true,
                false,
                true,
                Engine::format,
                text -> text,
                name -> new StringReader(sources.apply(name)),
                new SlotCollector(budget),
                Mustache.compiler().delims);
        this.sources = sources;
        this.budget = budget;
        this.depth = depth;
    }

    /** Returns a partial, for an engine that is one level deeper. */
    @Override
    public Template loadTemplate(String name) {
        budget.checkTime();
        budget.checkDepth(depth + 1);
        return new Engine(sources, budget, depth + 1).compile(sources.apply(name));
    }

    /** Shows texts as their marks, and numbers and truth values as they are. Lists and maps have no text. */
    private static String format(Object value) {
        if (value instanceof Slots.Slot slot) {
            return slot.mark();
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : "";
    }
}
