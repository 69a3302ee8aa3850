package dev.jenvoy.chat.text;

import java.util.List;
import java.util.Objects;

/** A part of a line. */
public sealed interface Inline {

    /** Applies the function of this alternative. */
    <T> T match(Cases<T> cases);

    /** Returns the text without any markup; a break is a blank. */
    String plain();

    /**
     * One function for each alternative: a new alternative does not compile before each renderer knows it.
     *
     * @param <T> what the functions return
     */
    interface Cases<T> {
        T text(Text text);

        T strong(Strong strong);

        T emphasis(Emphasis emphasis);

        T code(Code code);

        T link(Link link);

        T lineBreak();
    }

    /** Plain characters on one line. */
    record Text(String text) implements Inline {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.text(this);
        }

        @Override
        public String plain() {
            return text;
        }
    }

    /** Shown with weight. */
    record Strong(List<Inline> content) implements Inline {
        public Strong {
            content = List.copyOf(content);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.strong(this);
        }

        @Override
        public String plain() {
            return Inline.plain(content);
        }
    }

    /** Shown in italics. */
    record Emphasis(List<Inline> content) implements Inline {
        public Emphasis {
            content = List.copyOf(content);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.emphasis(this);
        }

        @Override
        public String plain() {
            return Inline.plain(content);
        }
    }

    /** Shown in a fixed width, such as a commit or a branch. */
    record Code(String text) implements Inline {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.code(this);
        }

        @Override
        public String plain() {
            return text;
        }
    }

    /**
     * Leads to an address.
     *
     * @param address an absolute {@code http} or {@code https} address without blanks and controls
     * @param content what is shown; contains no link
     */
    record Link(String address, List<Inline> content) implements Inline {
        public Link {
            content = List.copyOf(content);
            if (!isAddress(address)) {
                throw new IllegalArgumentException("not an http address");
            }
        }

        /** Returns whether a link may lead to this address. */
        public static boolean isAddress(String address) {
            boolean scheme =
                    address.regionMatches(true, 0, "https://", 0, 8) || address.regionMatches(true, 0, "http://", 0, 7);
            return scheme
                    && address.length() <= 2_000
                    && address.chars().allMatch(c -> c > ' ' && c < 0x7f && "<>\"`\\^{}|".indexOf(c) < 0);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.link(this);
        }

        @Override
        public String plain() {
            return Inline.plain(content);
        }
    }

    /** Begins a new line. */
    record Break() implements Inline {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.lineBreak();
        }

        @Override
        public String plain() {
            return " ";
        }
    }

    /** Returns the text of these parts without any markup. */
    static String plain(List<Inline> content) {
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(Objects.requireNonNull(part).plain()));
        return text.toString();
    }
}
