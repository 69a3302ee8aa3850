package dev.jenvoy.crash.cluster;

import java.util.List;

/**
 * A line of the record that senders and hooks of one machine write together. Each appends whole lines to one file, so the place
 * of a line says what came first, and no clock is asked.
 */
sealed interface Witnessed {

    /** The line, without its end. */
    String line();

    /** A sender is about to send a delivery. Written before its first byte. */
    record Sent(String id, String queue) implements Witnessed {
        @Override
        public String line() {
            return "sent " + id + " " + queue;
        }
    }

    /**
     * A sender has its answer.
     *
     * @param body a digest of the answer's body
     * @param runs the tokens of the runs that the body shows
     */
    record Answered(String id, int status, String body, List<String> runs) implements Witnessed {
        public Answered {
            runs = List.copyOf(runs);
        }

        boolean accepted() {
            return status >= 200 && status < 300;
        }

        @Override
        public String line() {
            return "answered " + id + " " + status + " " + body + " " + String.join(",", runs);
        }
    }

    /**
     * A run of a hook. Its script writes the first line when it begins and the second as its last act.
     *
     * @param queue the queue that it runs in
     * @param fence of the hold under which it runs
     * @param server number of the server that runs it
     * @param run its random token
     */
    record Begun(String id, String hook, int attempt, String queue, long fence, long server, String run)
            implements Witnessed {
        @Override
        public String line() {
            return "begun " + id + " " + hook + " " + attempt + " " + queue + " " + fence + " " + server + " " + run;
        }
    }

    /** A run came to the end of its script. One that was killed has no such line. */
    record Ended(String id, String hook, String run) implements Witnessed {
        @Override
        public String line() {
            return "ended " + id + " " + hook + " " + run;
        }
    }

    /** A run found another one of its queue alive: it could not take the queue's lock. */
    record Overlapped(String queue, String run) implements Witnessed {
        @Override
        public String line() {
            return "overlapped " + queue + " " + run;
        }
    }

    /** A run is about to kill its server. */
    record Poisoned(String id, long server, String run) implements Witnessed {
        @Override
        public String line() {
            return "poisoned " + id + " " + server + " " + run;
        }
    }

    /** A server is frozen with its hooks and everything else of its machine, for longer than others wait for it. */
    record Frozen(long server) implements Witnessed {
        @Override
        public String line() {
            return "frozen " + server;
        }
    }

    /** It went on, and nothing of what it ran before is alive. */
    record Thawed(long server) implements Witnessed {
        @Override
        public String line() {
            return "thawed " + server;
        }
    }

    /** Something was done to the servers; for readers of the record. */
    record Done(String what) implements Witnessed {
        @Override
        public String line() {
            return "done " + what;
        }
    }

    /** Reads a line; the inverse of {@link #line}. */
    static Witnessed of(String line) {
        String[] words = line.split(" ", -1);
        return switch (words[0]) {
            case "sent" -> new Sent(words[1], words[2]);
            case "answered" ->
                new Answered(
                        words[1],
                        Integer.parseInt(words[2]),
                        words[3],
                        words[4].isEmpty() ? List.of() : List.of(words[4].split(",")));
            case "begun" ->
                new Begun(
                        words[1],
                        words[2],
                        Integer.parseInt(words[3]),
                        words[4],
                        Long.parseLong(words[5]),
                        Long.parseLong(words[6]),
                        words[7]);
            case "ended" -> new Ended(words[1], words[2], words[3]);
            case "overlapped" -> new Overlapped(words[1], words[2]);
            case "poisoned" -> new Poisoned(words[1], Long.parseLong(words[2]), words[3]);
            case "frozen" -> new Frozen(Long.parseLong(words[1]));
            case "thawed" -> new Thawed(Long.parseLong(words[1]));
            case "done" -> new Done(line.substring(line.indexOf(' ') + 1));
            default -> throw new IllegalArgumentException("no such line: " + line);
        };
    }
}
