package dev.jenvoy.ticket.machine.hcl;

import java.util.ArrayList;
import java.util.List;

/** The words of a text in order, with a look at those that follow. */
final class HclTokens {

    private final HclLexer lexer;
    private final List<HclToken> ahead = new ArrayList<>();

    HclTokens(HclLexer lexer) {
        this.lexer = lexer;
    }

    HclToken peek() {
        return peek(0);
    }

    /** Returns the word behind the next one. */
    HclToken peekSecond() {
        return peek(1);
    }

    /** Returns the word that comes after this number of others. */
    HclToken peek(int others) {
        while (ahead.size() <= others) {
            ahead.add(lexer.next());
        }
        return ahead.get(others);
    }

    HclToken take() {
        HclToken token = peek();
        ahead.remove(0);
        return token;
    }

    /** Takes the next word if it is this punctuation. */
    boolean takeIf(String punctuation) {
        boolean is = peek().is(punctuation);
        if (is) {
            take();
        }
        return is;
    }

    void skipLineEnds() {
        while (peek().kind() == HclToken.Kind.NEWLINE) {
            take();
        }
    }

    /**
     * Skips to what ends an expression: the end of the line, a comma or a closing bracket, but not within brackets that
     * open on the way.
     *
     * @param overLines whether the ends of lines do not count
     */
    void skipExpression(boolean overLines) {
        int open = 0;
        while (peek().kind() != HclToken.Kind.END) {
            HclToken token = peek();
            boolean ends = isCloser(token) || token.is(",") || (!overLines && (token.endsLine() || token.first()));
            if (open == 0 && ends) {
                return;
            }
            open += isOpener(token) ? 1 : isCloser(token) ? -1 : 0;
            take();
        }
    }

    /** Skips the rest of the line, with the lines of brackets that open in it, and not the end of the line. */
    void skipLine() {
        int open = 0;
        while (peek().kind() != HclToken.Kind.END) {
            HclToken token = peek();
            if (open == 0 && (token.endsLine() || token.is("}"))) {
                return;
            }
            open += isOpener(token) ? 1 : isCloser(token) && open > 0 ? -1 : 0;
            take();
        }
    }

    /** Skips to behind the bracket that closes one that was taken. */
    void skipBrackets() {
        int open = 1;
        while (open > 0 && peek().kind() != HclToken.Kind.END) {
            HclToken token = take();
            open += isOpener(token) ? 1 : isCloser(token) ? -1 : 0;
        }
    }

    private static boolean isOpener(HclToken token) {
        return token.is("{") || token.is("[") || token.is("(");
    }

    private static boolean isCloser(HclToken token) {
        return token.is("}") || token.is("]") || token.is(")");
    }
}
