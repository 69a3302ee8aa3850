package dev.jenvoy.hook.head;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The keys of a head that hold patterns. */
public enum HeadGlob {
    BRANCHES {
        @Override
        Matched matches(GlobList globs, DeliveryValues values) {
            return one(globs, values.text("branch"), "no branch");
        }
    },
    TAGS {
        @Override
        Matched matches(GlobList globs, DeliveryValues values) {
            return one(globs, values.text("tag"), "no tag");
        }
    },
    PATHS {
        @Override
        Matched matches(GlobList globs, DeliveryValues values) {
            if (!values.changes().allPaths()) {
                return new Matched(
                        true, "the payload does not have all changed files, so it counts as changing every file");
            }
            Optional<String> found = values.changes().paths().stream()
                    .filter(path -> globs.wants(List.of(path), false))
                    .findFirst();
            return found.map(path -> new Matched(true, path))
                    .orElseGet(() -> new Matched(false, "no changed file matches"));
        }
    },
    AUTHORS {
        @Override
        Matched matches(GlobList globs, DeliveryValues values) {
            if (!values.changes().allAuthors()) {
                return new Matched(true, "the payload does not have all commits, so every author counts");
            }
            Optional<Set<String>> found = values.changes().authors().stream()
                    .filter(names -> globs.wants(names, true))
                    .findFirst();
            return found.map(names -> new Matched(true, String.join(", ", names)))
                    .orElseGet(() -> new Matched(false, "no author matches"));
        }
    },
    LABELS {
        @Override
        Matched matches(GlobList globs, DeliveryValues values) {
            List<String> labels = values.changes().labels();
            return new Matched(globs.wantsSet(labels), labels.isEmpty() ? "no label" : String.join(", ", labels));
        }
    };

    /**
     * Whether patterns match a delivery.
     *
     * @param what the value that was looked at, for people
     */
    public record Matched(boolean matches, String what) {}

    /** Returns its name in a head. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<HeadGlob> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }

    /** @throws dev.jenvoy.expression.UnknownValue when it needs a payload that is not known */
    abstract Matched matches(GlobList globs, DeliveryValues values);

    private static Matched one(GlobList globs, String name, String missing) {
        return name.isEmpty() ? new Matched(false, missing) : new Matched(globs.wants(List.of(name), false), name);
    }
}
