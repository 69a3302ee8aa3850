package dev.jenvoy.cli.setup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks on the terminal and reads the answers from standard input; Enter takes the default. */
final class Questions {

    private static final int TRIES = 3;

    private final PrintWriter out;
    private final boolean silent;
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));

    /** @param silent whether to ask nothing and take the defaults */
    Questions(PrintWriter out, boolean silent) {
        this.out = out;
        this.silent = silent;
    }

    /** Reports that there was no usable answer. */
    static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1L;

        Unanswered(String message) {
            super(message);
        }
    }

    String text(String question, String fallback) throws Unanswered {
        if (silent) {
            return fallback;
        }
        out.print(question + (fallback.isEmpty() ? ": " : " [" + fallback + "]: "));
        out.flush();
        String answer = line().strip();
        return answer.isEmpty() ? fallback : answer;
    }

    int port(String question, int fallback, int most) throws Unanswered {
        for (int tried = 0; tried < TRIES; tried++) {
            String answer = text(question, String.valueOf(fallback));
            if (answer.matches("[0-9]{1,5}") && Integer.parseInt(answer) <= most) {
                return Integer.parseInt(answer);
            }
            out.println("A port is a number from 0 to " + most + ".");
        }
        throw new Unanswered("no port was given");
    }

    <E extends Enum<E>> E choice(String question, E fallback, E[] values) throws Unanswered {
        for (int tried = 0; tried < TRIES; tried++) {
            String answer = text(question, fallback.toString());
            Optional<E> chosen = Arrays.stream(values)
                    .filter(value -> value.toString().equalsIgnoreCase(answer))
                    .findFirst();
            if (chosen.isPresent()) {
                return chosen.get();
            }
        }
        throw new Unanswered("none of the choices was given");
    }

    private String line() throws Unanswered {
        try {
            @Nullable String line = in.readLine();
            if (line != null) {
                return line;
            }
        } catch (IOException e) {
            throw new Unanswered("standard input cannot be read: " + e);
        }
        throw new Unanswered("there is no answer on standard input; --yes takes the defaults");
    }
}
