package dev.jenvoy.config;

import dev.jenvoy.option.json.Problem;
import java.util.List;

/** Holds the result of reading a configuration. */
public sealed interface LoadResult {

    /** Everything worth telling: the warnings of a usable configuration, or every problem of a broken one. */
    List<Problem> problems();

    /** A usable configuration. */
    record Loaded(Config config, List<Problem> warnings) implements LoadResult {
        /** Copies the warnings. */
        public Loaded {
            warnings = List.copyOf(warnings);
        }

        @Override
        public List<Problem> problems() {
            return warnings;
        }
    }

    /** No usable configuration; at least one of the problems is an error, and all of them are there. */
    record Broken(List<Problem> problems) implements LoadResult {
        /** Copies the problems. */
        public Broken {
            problems = List.copyOf(problems);
        }
    }
}
