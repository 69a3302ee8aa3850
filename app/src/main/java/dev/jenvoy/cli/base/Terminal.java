package dev.jenvoy.cli.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The destination of a command's output.
 *
 * @param coloured whether it may have colour
 * @param width the number of columns
 */
public record Terminal(boolean coloured, int width) {

    /** The width without a limit. */
    static final int ENDLESS = Integer.MAX_VALUE;

    private static final Path STDOUT = Path.of("/proc/self/fd/1");
    private static final Pattern SIZE = Pattern.compile("[0-9]+ ([0-9]+)\\s*");
    private static final Pattern COLUMNS = Pattern.compile("[1-9][0-9]{0,4}");
    private static final int MIN_COLUMNS = 40;
    private static final int USUAL = 80;

    /** When to use colour. */
    public enum Colours {
        AUTO,
        ALWAYS,
        NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A colour of a text, with its number in ECMA-48, section 8.3.117. */
    public enum Colour {
        PLAIN(""),
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        CYAN("36");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    public static Terminal of(Colours colours, Map<String, String> environment) {
        boolean there = isTerminal();
        boolean coloured = colours == Colours.ALWAYS
                || (colours == Colours.AUTO
                        && there
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "").equals("dumb"));
        return new Terminal(coloured, width(there, environment));
    }

    /** Returns the text in this colour, if there is colour. */
    public String paint(Colour colour, String text) {
        return coloured && colour != Colour.PLAIN ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
    }

    /**
     * Returns whether the output is a terminal. If the system does not say, an existing console means that both
     * standard streams are one.
     */
    @SuppressWarnings("SystemConsoleNull") // Called only where null still has that meaning.
    private static boolean isTerminal() {
        try {
            String name = Files.readSymbolicLink(STDOUT).toString();
            return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty") || name.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return !Files.exists(STDOUT) && Runtime.version().feature() < 22 && System.console() != null;
        }
    }

    private static int width(boolean there, Map<String, String> environment) {
        String told = environment.getOrDefault("COLUMNS", "");
        if (COLUMNS.matcher(told).matches()) {
            return Math.max(MIN_COLUMNS, Integer.parseInt(told));
        }
        return there ? Math.max(MIN_COLUMNS, asked()) : ENDLESS;
    }

    private static int asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .start();
            String answer = new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
            Matcher size = SIZE.matcher(answer);
            boolean ended = stty.waitFor(1, TimeUnit.SECONDS);
            return ended && size.matches() && !size.group(1).equals("0") ? Integer.parseInt(size.group(1)) : USUAL;
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }
}
