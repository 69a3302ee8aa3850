package dev.jenvoy.hook.head;

/**
 * What is wrong with a head.
 *
 * @param line 1-based number of the line in the file; 0 for the whole head
 * @param message the problem, and what was expected
 */
public record HeadFault(int line, String message) {

    /** Describes it on one line: {@code line 3: unknown key "wen"}. */
    public String describe() {
        return line == 0 ? message : "line " + line + ": " + message;
    }
}
