package dev.jenvoy.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.HistoryPage;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.machine.JavaProcess;
import dev.jenvoy.store.DataFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a server with SIGKILL at random moments, and looks for everything that it had acknowledged. */
final class JournalCrashTest {

    private static final int DEATHS = 5;

    @TempDir
    Path folder;

    @Test
    void whatever_was_acknowledged_is_there_after_every_kill() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path data = folder.resolve("data");
        Set<String> accepted = new HashSet<>();
        Map<String, String> states = new HashMap<>();
        for (int death = 0; death < DEATHS; death++) {
            int lines = 50 + random.nextInt(400);
            for (String line : runAndKill(data, "s" + death, lines)) {
                String[] words = line.split(" ", 2);
                accepted.add(words[0]);
                states.put(words[0], words[1]);
            }
            check(data, accepted, states, "seed " + seed + " death " + death);
        }
        assertThat(accepted).hasSizeGreaterThan(100);
    }

    @Test
    void a_death_while_a_journal_is_made_or_opened_never_makes_the_next_start_refuse() throws Exception {
        Random random = new Random();
        for (int death = 0; death < 4; death++) {
            Path data = Files.createDirectory(folder.resolve("makers" + death));
            Process maker = start(Maker.class, data.toString());
            try (BufferedReader output = maker.inputReader(StandardCharsets.UTF_8)) {
                assertThat(output.readLine()).isNotNull();
                assertThat(maker.waitFor(20 + random.nextInt(200), TimeUnit.MILLISECONDS))
                        .isFalse();
            } finally {
                maker.toHandle().destroyForcibly();
                maker.waitFor();
            }
            try (var made = Files.list(data)) {
                for (Path one : made.toList()) {
                    try (DataFolder owned = DataFolder.own(one);
                            JournalFile file = JournalFile.open(owned)) {
                        assertThat(file.journal().claim(1000)).isEmpty();
                    }
                }
            }
        }
    }

    private static Process start(Class<?> main, String... arguments) throws IOException {
        return new ProcessBuilder(JavaProcess.running(main.getName(), arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** What the server said until it was killed, in whole lines. */
    private Set<String> runAndKill(Path data, String prefix, int lines) throws IOException, InterruptedException {
        Process server = start(Server.class, data.toString(), prefix);
        Set<String> said = new LinkedHashSet<>();
        try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null) {
                if (line.endsWith(".")) {
                    said.add(line.substring(0, line.length() - 1));
                }
                if (said.size() == lines) {
                    server.toHandle()
                            .destroyForcibly(); // The process itself would close its output, and with it what is still
                    // to be read.
                }
                line = output.readLine();
            }
        }
        assertThat(server.waitFor()).isEqualTo(137);
        return said;
    }

    private static void check(Path path, Set<String> accepted, Map<String, String> states, String when)
            throws Exception {
        try (DataFolder data = DataFolder.own(path);
                JournalFile file = JournalFile.open(data)) {
            Map<String, DeliveryState> found = new HashMap<>();
            OptionalLong next = OptionalLong.empty();
            do {
                HistoryPage page = file.history().page(HistoryFilter.ALL, next, 500);
                page.deliveries().forEach(one -> found.put(one.key().id(), one.state()));
                next = page.next();
            } while (next.isPresent());
            assertThat(found.keySet()).as(when).containsAll(accepted);
            for (Map.Entry<String, String> state : states.entrySet()) {
                int known = found.get(state.getKey()).code();
                assertThat(known).as(when + " " + state).isGreaterThanOrEqualTo(Integer.parseInt(state.getValue()));
            }
            for (UnfinishedDelivery left : file.journal().claim(1000)) {
                assertThat(JournalContract.text(left.entry().delivery().payload()))
                        .as(when)
                        .contains(left.entry().delivery().id());
            }
        }
    }

    /** Makes journals, opens each a second time, and never stops. */
    static final class Maker {

        public static void main(String[] arguments) throws Exception {
            for (int i = 0; i < 10_000; i++) {
                for (int opening = 0; opening < 2; opening++) {
                    try (DataFolder data = DataFolder.own(Path.of(arguments[0], "made" + i));
                            JournalFile file = JournalFile.open(data)) {
                        file.journal().claim(1000);
                    }
                }
                System.out.println(i);
            }
        }
    }

    /** A server that accepts and runs from several threads and says what it has acknowledged: an id and a state. */
    static final class Server {

        private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

        public static void main(String[] arguments) throws Exception {
            Path path = Path.of(arguments[0]);
            DataFolder data = DataFolder.own(path);
            Journal journal = JournalFile.open(data).journal();
            journal.claim(1000);
            for (int caller = 0; caller < 4; caller++) {
                String prefix = arguments[1] + "-" + caller + "-";
                new Thread(() -> deliver(journal, path, prefix)).start();
            }
        }

        private static void deliver(Journal journal, Path path, String prefix) {
            for (int i = 0; i < 100_000; i++) {
                String id = prefix + i;
                Appended appended =
                        JournalContract.done(journal.append(delivery(path, id, i), Map.of(), JournalSamples.ONE));
                long entry = ((Appended.Accepted) appended).entry().id();
                say(id, DeliveryState.QUEUED);
                JournalContract.done(journal.started(
                        new Attempt(SqliteJournal.hold(entry), 0, 1), new Start("token", JournalSamples.NOON)));
                say(id, DeliveryState.RUNNING);
                journal.ended(
                        new Attempt(SqliteJournal.hold(entry), 0, 1),
                        JournalSamples.exited(0),
                        JournalSamples.NOON,
                        Duration.ZERO);
                JournalContract.done(
                        journal.finished(SqliteJournal.hold(entry), DeliveryState.SUCCEEDED, JournalSamples.NOON));
                say(id, DeliveryState.SUCCEEDED);
            }
        }

        /** Some come in files. */
        private static Delivery delivery(Path path, String id, int number) {
            Delivery small = JournalSamples.push(id);
            if (number % 10 != 0) {
                return small;
            }
            try {
                String json = "{\"id\":\"" + id + "\"}";
                Path spool = Files.writeString(path.resolveSibling(id), json);
                return new Delivery(
                        small.key(), small.facts(), Payload.in(spool, json.length()), small.digest(), small.received());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static synchronized void say(String id, DeliveryState state) {
            OUT.println(id + " " + state.code() + ".");
        }
    }
}
