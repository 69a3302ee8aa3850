package dev.jenvoy.ticket.machine.hcl;

import dev.jenvoy.ticket.file.FileProblems;
import dev.jenvoy.ticket.machine.hcl.HclBody.Attribute;
import dev.jenvoy.ticket.machine.hcl.HclBody.Block;
import dev.jenvoy.ticket.machine.hcl.HclBody.Label;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a text in HCL's native syntax. Goes on behind each problem. In a text with a block that is not closed, a second
 * reading guesses by the indentation where it should have been, so that what follows is still read for what it is.
 */
final class HclParser {

    private final HclLexer lexer;
    private final HclTokens tokens;
    private final HclValues values;
    private final FileProblems problems;
    private final boolean byIndentation;
    private final Deque<Open> open = new ArrayDeque<>();
    private boolean unclosed;

    private HclParser(String text, FileProblems problems, boolean byIndentation) {
        this.lexer = new HclLexer(text, problems);
        this.tokens = new HclTokens(lexer);
        this.values = new HclValues(tokens, problems);
        this.problems = problems;
        this.byIndentation = byIndentation;
    }

    /** Reads a whole file. */
    static HclBody read(String text, FileProblems problems) {
        FileProblems found = problems.emptied();
        HclParser parser = new HclParser(text, found, false);
        HclBody file = parser.file();
        if (parser.unclosed) {
            found = problems.emptied();
            file = new HclParser(text, found, true).file();
        }
        problems.addAll(found);
        return file;
    }

    private HclBody file() {
        Contents contents = new Contents();
        while (tokens.peek().kind() != HclToken.Kind.END) {
            items(contents);
            if (tokens.peek().is("}")) {
                problems.error("syntax", tokens.take().at(), "there is no block that this closes");
                contents.whole = false;
                tokens.skipLine();
            }
        }
        return contents.body();
    }

    /** Reads items up to a closing brace, to the end of the file, or to where the indentation says that the block ends. */
    private void items(Contents contents) {
        tokens.skipLineEnds();
        while (!endsBody(tokens.peek())) {
            item(contents);
            tokens.skipLineEnds();
        }
    }

    private boolean endsBody(HclToken token) {
        if (token.kind() == HclToken.Kind.END || !byIndentation || open.isEmpty() || !token.first()) {
            return token.kind() == HclToken.Kind.END || token.is("}");
        }
        return token.is("}") || open.element().isLeftBy(token);
    }

    private void item(Contents contents) {
        HclToken name = tokens.take();
        if (name.kind() != HclToken.Kind.NAME) {
            if (name.kind() != HclToken.Kind.FAULTY) {
                problems.error(
                        "syntax", name.at(), "expected the name of an attribute or block, found " + name.described());
            }
            contents.whole = false;
            tokens.skipLine();
            return;
        }
        HclToken next = tokens.peek();
        if (next.is("=") || next.is(":")) {
            attribute(name, contents);
        } else if (next.isText() || next.is("{") || next.kind() == HclToken.Kind.NAME) {
            block(name, contents);
        } else {
            problems.error(
                    "syntax",
                    next.at(),
                    "expected = and a value, or a block, behind " + name.described() + ", found " + next.described());
            contents.whole = false;
            tokens.skipLine();
        }
    }

    private void attribute(HclToken name, Contents contents) {
        HclToken sign = tokens.take();
        if (sign.is(":")) {
            problems.error("syntax", sign.at(), "expected = here; : stands in objects alone");
        }
        boolean isFaulty = tokens.peek().kind() == HclToken.Kind.FAULTY;
        contents.add(new Attribute(name.text(), name.at(), values.value(open.size(), false)), problems);
        endOfItem(isFaulty);
    }

    private void block(HclToken type, Contents contents) {
        List<Label> labels = new ArrayList<>();
        boolean readable = true;
        while (tokens.peek().isText() || tokens.peek().kind() == HclToken.Kind.NAME) {
            HclToken label = tokens.take();
            labels.add(new Label(label.text(), label.at()));
            readable &= label.kind() != HclToken.Kind.FAULTY;
            if (label.kind() == HclToken.Kind.HEREDOC) {
                problems.error("syntax", label.at(), "a label stands between double quotes");
                readable = false;
            }
        }
        HclToken brace = tokens.peek();
        if (!brace.is("{")) {
            if (readable) {
                problems.error(
                        "syntax",
                        brace.at(),
                        "expected { behind " + type.described() + " and its labels, found " + brace.described());
            }
            contents.whole = false;
            tokens.skipLine();
            return;
        }
        tokens.take();
        if (open.size() >= HclValues.MAX_DEPTH) {
            problems.error("too_deep", brace.at(), "nested deeper than " + HclValues.MAX_DEPTH);
            contents.whole = false;
            tokens.skipBrackets();
            return;
        }
        HclBody body = body(type, brace);
        contents.whole &= readable;
        if (readable) {
            contents.blocks.add(new Block(type.text(), type.at(), labels, body));
        }
    }

    private HclBody body(HclToken type, HclToken brace) {
        Contents contents = new Contents();
        open.push(new Open(type));
        if (tokens.peek().endsLine()) {
            tokens.skipLineEnds();
            open.element().firstItem = tokens.peek();
            items(contents);
        } else if (oneLine(type, contents)) {
            open.pop();
            return contents.body();
        }
        open.pop();
        HclToken end = tokens.peek();
        if (end.is("}") && !(byIndentation && end.first() && isOfOuter(type, end))) {
            tokens.take();
            endOfItem(false);
        } else if (lexer.tookAll()) {
            contents.whole = false;
        } else {
            unclosed = true;
            problems.error(
                    "syntax",
                    brace.at(),
                    "this block is not closed before "
                            + (end.kind() == HclToken.Kind.END
                                    ? "the end of the file"
                                    : "line " + end.at().line()));
        }
        return contents.body();
    }

    /**
     * Reads a block in one line, which holds one attribute or nothing.
     *
     * @return whether the block is behind; else its closing brace has to follow
     */
    private boolean oneLine(HclToken type, Contents contents) {
        if (tokens.peek().is("}")) {
            return false;
        }
        HclToken name = tokens.peek();
        if (name.kind() == HclToken.Kind.NAME && tokens.peekSecond().is("=")) {
            tokens.take();
            tokens.take();
            contents.add(new Attribute(name.text(), name.at(), values.value(open.size(), false)), problems);
            if (tokens.peek().is("}")) {
                return false;
            }
            if (tokens.peek().endsLine()) {
                lateEnd(type);
                return true;
            }
        }
        problems.error(
                "syntax",
                tokens.peek().at(),
                "a block in one line holds one attribute alone, found "
                        + tokens.peek().described());
        contents.whole = false;
        tokens.skipLine();
        items(contents);
        return false;
    }

    /** A block that begins with an attribute in its line must end there; the brace may stand in the next line. */
    private void lateEnd(HclToken type) {
        HclToken end = tokens.peek();
        problems.error("syntax", end.at(), "a block whose line has an attribute ends in that line: expected }");
        HclToken behind = tokens.peekSecond();
        if (behind.is("}") && behind.at().column() >= type.at().column()) {
            tokens.take();
            tokens.take();
            endOfItem(false);
        }
    }

    /** A closing brace further left than its block belongs to a block around it. */
    private boolean isOfOuter(HclToken type, HclToken brace) {
        return !open.isEmpty()
                && type.first()
                && brace.at().column() < type.at().column();
    }

    private void endOfItem(boolean isFaulty) {
        HclToken next = tokens.peek();
        if (!next.endsLine() && !next.first()) {
            if (!isFaulty && next.kind() != HclToken.Kind.FAULTY) {
                problems.error("syntax", next.at(), "expected the end of the line, found " + next.described());
            }
            tokens.skipLine();
        }
    }

    /** A block that is being read. */
    private static final class Open {
        private final HclToken type;
        private HclToken firstItem;

        Open(HclToken type) {
            this.type = type;
            this.firstItem = type;
        }

        /** Returns whether an item is outside of a block whose items are indented. */
        boolean isLeftBy(HclToken item) {
            int column = type.at().column();
            return type.first() && firstItem.at().column() > column && item.at().column() <= column;
        }
    }

    /** A body that is being read. */
    private static final class Contents {
        private final Map<String, Attribute> attributes = new LinkedHashMap<>();
        private final List<Block> blocks = new ArrayList<>();
        private boolean whole = true;

        void add(Attribute attribute, FileProblems problems) {
            Optional<Attribute> first = Optional.ofNullable(attributes.putIfAbsent(attribute.name(), attribute));
            first.ifPresent(there -> problems.error(
                    "attribute_twice",
                    attribute.at(),
                    FileProblems.quoted(attribute.name()) + " is there twice; the first is in line "
                            + there.at().line()));
        }

        HclBody body() {
            return new HclBody(List.copyOf(attributes.values()), blocks, whole);
        }
    }
}
