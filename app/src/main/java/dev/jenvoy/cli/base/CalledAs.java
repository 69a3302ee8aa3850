package dev.jenvoy.cli.base;

import java.io.File;
import java.util.regex.Pattern;

/** Says how this program was called, for instructions that people paste into a shell. */
public final class CalledAs {

    /** The property that the launcher sets: its path as it was typed. */
    private static final String PROPERTY = "jenvoy.command";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

    private CalledAs() {}

    /**
     * Returns the words that begin each command: {@code ./jenvoy}, or {@code java -jar} and the jar without the
     * launcher.
     */
    public static String words() {
        String launcher = System.getProperty(PROPERTY, "");
        if (!launcher.isEmpty()) {
            return quoted(launcher);
        }
        String jar = System.getProperty("java.class.path", "");
        boolean single = jar.endsWith(".jar") && jar.indexOf(File.pathSeparatorChar) < 0;
        return single ? "java -jar " + quoted(jar) : "jenvoy";
    }

    /** Quotes one word for a shell's command line. */
    public static String quoted(String word) {
        return PLAIN.matcher(word).matches()
                ? word
                : "'" + TerminalText.line(word).replace("'", "'\\''") + "'";
    }
}
