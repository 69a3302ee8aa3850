package dev.jenvoy.ticket.machine.hcl;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.ticket.file.FileProblems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads plain values: strings, numbers, true, false, null, lists and objects of them. */
final class HclValues {

    /** How deep blocks, lists and objects may stand in each other. */
    static final int MAX_DEPTH = 32;

    /** Longer headers of blocks are not recognised as such; it keeps the look ahead short. */
    private static final int MAX_HEADER_WORDS = 10;

    private final HclTokens tokens;
    private final FileProblems problems;

    HclValues(HclTokens tokens, FileProblems problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    /**
     * Reads the value that begins here, and stops behind it.
     *
     * @param depth how many blocks, lists and objects it is in
     * @param inList whether the ends of lines do not count
     * @return empty if there is no value, which is reported; then the words up to the end of the expression are skipped
     */
    Optional<JsonNode> value(int depth, boolean inList) {
        Optional<JsonNode> value = start(depth);
        if (value.isEmpty()) {
            tokens.skipExpression(inList);
            return value;
        }
        if (inList) {
            tokens.skipLineEnds();
        }
        HclToken behind = tokens.peek();
        if (goesOn(behind)) {
            notPlain(behind, "nothing is computed here");
            tokens.skipExpression(inList);
            return Optional.empty();
        }
        return value;
    }

    /** Returns whether an expression goes on here that is no plain value. */
    private static boolean goesOn(HclToken behind) {
        return behind.kind() == HclToken.Kind.PUNCTUATION && !",}]):={".contains(behind.text());
    }

    private Optional<JsonNode> start(int depth) {
        HclToken token = tokens.peek();
        Position at = token.at();
        switch (token.kind()) {
            case STRING, HEREDOC -> {
                tokens.take();
                return Optional.of(new JsonNode.Text(at, token.text()));
            }
            case FAULTY -> {
                return Optional.empty();
            }
            case NUMBER -> {
                tokens.take();
                return number(token, at, "");
            }
            case NAME -> {
                return named(token);
            }
            default -> {
                if (token.is("-") && tokens.peekSecond().kind() == HclToken.Kind.NUMBER) {
                    tokens.take();
                    return number(tokens.take(), at, "-");
                }
                if (token.is("[") || token.is("{")) {
                    tokens.take();
                    return token.is("[") ? list(at, depth + 1) : object(at, depth + 1);
                }
                return noValue(token);
            }
        }
    }

    private Optional<JsonNode> noValue(HclToken token) {
        if (token.is("(") || token.is("!") || token.is("-")) {
            notPlain(token, "nothing is computed here");
        } else {
            problems.error("syntax", token.at(), "expected a value, found " + token.described());
        }
        return Optional.empty();
    }

    private void notPlain(HclToken token, String why) {
        problems.error("not_plain", token.at(), "only plain values: " + why);
    }

    private Optional<JsonNode> named(HclToken token) {
        boolean isCall = tokens.peekSecond().is("(");
        Position at = token.at();
        JsonNode value = isCall
                ? null
                : switch (token.text()) {
                    case "true" -> new JsonNode.Flag(at, true);
                    case "false" -> new JsonNode.Flag(at, false);
                    case "null" -> new JsonNode.Nothing(at);
                    default -> null;
                };
        if (value == null) {
            notPlain(token, isCall ? "nothing is called here" : "a text stands between double quotes");
        } else {
            tokens.take();
        }
        return Optional.ofNullable(value);
    }

    private Optional<JsonNode> number(HclToken token, Position at, String sign) {
        Optional<String> text = HclNumber.text(token.text(), sign);
        if (text.isEmpty()) {
            problems.error("syntax", at, "this number is too long");
        }
        return text.map(digits -> new JsonNode.Digits(at, digits));
    }

    private Optional<JsonNode> list(Position at, int depth) {
        if (isTooDeep(at, depth)) {
            return Optional.empty();
        }
        List<JsonNode> values = new ArrayList<>();
        boolean whole = true;
        tokens.skipLineEnds();
        while (!tokens.takeIf("]")) {
            HclToken next = tokens.peek();
            if (next.is("}") || next.is(")") || next.kind() == HclToken.Kind.END || isItem()) {
                problems.error("syntax", at, "this list is not closed before " + here());
                return Optional.empty();
            }
            Optional<JsonNode> value = value(depth, true);
            value.ifPresent(values::add);
            whole &= value.isPresent();
            tokens.skipLineEnds();
            if (isItem()) {
                problems.error("syntax", at, "this list is not closed before " + here());
                return Optional.empty();
            }
            whole &= endOfValue();
        }
        return whole ? Optional.of(new JsonNode.Items(at, values)) : Optional.empty();
    }

    /** Takes a comma, if the list goes on. */
    private boolean endOfValue() {
        HclToken behind = tokens.peek();
        boolean ends = behind.is(",") || behind.is("]") || behind.kind() == HclToken.Kind.END || behind.is("}");
        if (!ends) {
            problems.error("syntax", behind.at(), "expected a comma or ], found " + behind.described());
            tokens.skipExpression(true);
        }
        tokens.takeIf(",");
        tokens.skipLineEnds();
        return ends;
    }

    /** Returns whether an attribute or a block begins here, at the begin of a line. */
    private boolean isItem() {
        return tokens.peek().first()
                && tokens.peek().kind() == HclToken.Kind.NAME
                && (tokens.peekSecond().is("=") || isBlockHeader());
    }

    private Optional<JsonNode> object(Position at, int depth) {
        if (isTooDeep(at, depth)) {
            return Optional.empty();
        }
        Map<String, JsonNode.Member> members = new LinkedHashMap<>();
        boolean whole = true;
        tokens.skipLineEnds();
        if (tokens.peek().kind() == HclToken.Kind.NAME && tokens.peek().text().equals("for")) {
            notPlain(tokens.peek(), "for computes something here; a name that is for stands between double quotes");
            tokens.skipBrackets();
            return Optional.empty();
        }
        while (!tokens.takeIf("}")) {
            if (tokens.peek().kind() == HclToken.Kind.END || isBlockHeader()) {
                problems.error("syntax", at, "this object is not closed before " + here());
                return Optional.empty();
            }
            Optional<JsonNode.Member> member = member(depth);
            member.ifPresent(found -> keep(found, members));
            whole &= member.isPresent();
            whole &= endOfMember();
        }
        return whole ? Optional.of(new JsonNode.Members(at, List.copyOf(members.values()))) : Optional.empty();
    }

    /** Returns whether a block begins here: no member of an object looks like that. */
    private boolean isBlockHeader() {
        int at = 1;
        while (at < MAX_HEADER_WORDS
                && (tokens.peek(at).isText() || tokens.peek(at).kind() == HclToken.Kind.NAME)) {
            at++;
        }
        return tokens.peek().kind() == HclToken.Kind.NAME && tokens.peek(at).is("{");
    }

    private Optional<JsonNode.Member> member(int depth) {
        HclToken key = tokens.peek();
        if (key.kind() == HclToken.Kind.FAULTY) {
            tokens.skipExpression(false);
            return Optional.empty();
        }
        if (key.kind() != HclToken.Kind.NAME && !key.isText() && key.kind() != HclToken.Kind.NUMBER) {
            if (key.is("-") || key.is("(")) {
                notPlain(key, "nothing is computed here");
            } else {
                problems.error("syntax", key.at(), "expected a name with a value, found " + key.described());
                tokens.take();
            }
            tokens.skipExpression(false);
            return Optional.empty();
        }
        tokens.take();
        if (!tokens.takeIf("=") && !tokens.takeIf(":")) {
            if (goesOn(tokens.peek())) {
                notPlain(tokens.peek(), "nothing is computed here");
            } else {
                problems.error(
                        "syntax",
                        tokens.peek().at(),
                        "expected = or : behind " + key.described() + ", found " + found());
            }
            tokens.skipExpression(false);
            return Optional.empty();
        }
        return value(depth, false).map(value -> new JsonNode.Member(key.at(), key.text(), value));
    }

    private void keep(JsonNode.Member member, Map<String, JsonNode.Member> members) {
        JsonNode.Member first = members.remove(member.name());
        if (first != null) {
            problems.warning(
                    "key_twice",
                    member.nameAt(),
                    FileProblems.quoted(member.name()) + " is there twice; the first in line "
                            + first.nameAt().line() + " does not count");
        }
        members.put(member.name(), member);
    }

    /** Takes a comma or the ends of lines. */
    private boolean endOfMember() {
        HclToken behind = tokens.peek();
        boolean ends = behind.is("}") || behind.is(",") || behind.endsLine();
        if (!ends) {
            problems.error("syntax", behind.at(), "expected a comma or the end of the line, found " + found());
            tokens.skipExpression(false);
            if (!tokens.peek().is("}")
                    && !tokens.peek().is(",")
                    && !tokens.peek().endsLine()) {
                tokens.take();
            }
        }
        tokens.takeIf(",");
        tokens.skipLineEnds();
        return ends;
    }

    private boolean isTooDeep(Position at, int depth) {
        boolean tooDeep = depth > MAX_DEPTH;
        if (tooDeep) {
            problems.error("too_deep", at, "nested deeper than " + MAX_DEPTH);
            tokens.skipBrackets();
        }
        return tooDeep;
    }

    private String found() {
        return tokens.peek().described();
    }

    private String here() {
        HclToken token = tokens.peek();
        return token.kind() == HclToken.Kind.END
                ? "the end of the file"
                : "line " + token.at().line();
    }
}
