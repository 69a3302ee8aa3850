package dev.jenvoy.crash.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * Several clients send deliveries to a server that is killed at random moments and started again. At the end, compares
 * everything: the responses to clients, the records of hooks, and the journal.
 */
public final class CrashRun {

    private static final int CLIENTS = 4;
    private static final int MOST_A_CLIENT = 15;
    private static final int LARGE = 1_300_000;

    /** Takes the lock of its delivery and of its repository. A lock that is taken means that another run is alive. */
    private static final String HOOK = """
            exec 8>>"$WITNESS/lock-$JENVOY_REPO-%1$s" 9>>"$WITNESS/lock-$JENVOY_DELIVERY"
            flock -n 8 || echo "$JENVOY_DELIVERY $JENVOY_RUN" >>"$WITNESS/overlaps"
            flock -n 9 || echo "$JENVOY_DELIVERY $JENVOY_RUN" >>"$WITNESS/overlaps"
            echo "$JENVOY_DELIVERY %1$s $JENVOY_ATTEMPT $JENVOY_RUN" >>"$WITNESS/starts"
            grep -q "$JENVOY_DELIVERY" "$1" || echo "$JENVOY_DELIVERY" >>"$WITNESS/wrong-payloads"
            sleep %2$s
            echo "$JENVOY_DELIVERY %1$s" >>"$WITNESS/ends"
            exit %3$s
            """;

    private final ServerSite site;
    private final JournalRecords records;
    private final Random random;
    private final SignedSenderClient sender = new SignedSenderClient();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger number = new AtomicInteger();

    public CrashRun(ServerSite site, long seed) throws IOException {
        this.site = site.with("response_timeout", "\"300ms\"")
                .with("max_concurrent", "4")
                .with("max_backlog", "200")
                .hook("push", HOOK.formatted("push", "0.05", "0"))
                .hook("all", HOOK.formatted("all", "0.01", "1"));
        this.records = new JournalRecords(site);
        this.random = new Random(seed);
    }

    public void run(int kills) throws Exception {
        for (int kill = 0; kill < kills; kill++) {
            if (kill % 5 == 1) {
                killWhileItStarts(random.nextInt(1_500));
            }
            try (ServerProcess server = site.start("-XX:TieredStopAtLevel=1").serving()) {
                checkKnown();
                load(server, 1 + random.nextInt(40), random.nextInt(150), kill % 5 == 3);
            }
        }
        try (ServerProcess server = site.start().serving()) {
            checkKnown();
            Awaitility.await("everything has ended")
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> records.unfinished() == 0);
            checkOutcomes();
            Awaitility.await().until(() -> site.payloadFiles() == 0);
            assertThat(site.files("spool")).as("files of bodies on their way").isZero();
            assertThat(site.files("payloads"))
                    .as("payload files, one for each row that names one")
                    .isEqualTo(records.number("SELECT count(*) FROM content WHERE file IS NOT NULL"));
            server.terminate();
            assertThat(server.exitCode()).isZero();
        }
        System.out.printf(
                "crash: kills=%d answered=%d refused=%d accepted=%d hook_starts=%d interrupted_runs=%d set_aside=%d%n",
                kills,
                answered.size(),
                refused.get(),
                records.number("SELECT count(*) FROM delivery WHERE state < 7"),
                site.witnessed("starts").size(),
                records.number("SELECT count(*) FROM run WHERE ending = 'INTERRUPTED'"),
                records.number("SELECT count(*) FROM delivery WHERE state = 6"));
    }

    /** Kills the server while it recovers deliveries or opens the journal. */
    private void killWhileItStarts(long millis) throws Exception {
        try (ServerProcess server = site.start("-XX:TieredStopAtLevel=1")) {
            assertThat(server.ends(Duration.ofMillis(millis)))
                    .as(() -> "it ended by itself: " + server.output())
                    .isFalse();
            server.kill();
        }
    }

    /**
     * Sends from several threads. The kill comes in the middle, a moment after this many responses.
     *
     * @param stopped whether the server is suspended for half a second before, as under a debugger or on a sleeping
     *     machine
     */
    private void load(ServerProcess server, int answers, long millis, boolean stopped) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(answers);
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            Random own = new Random(random.nextLong());
            Thread thread = new Thread(() -> {
                for (int sent = 0; sent < MOST_A_CLIENT && over.getCount() > 0 && sendOne(server, own); sent++) {
                    enough.countDown();
                }
            });
            thread.start();
            clients.add(thread);
        }
        boolean busy = enough.await(3, TimeUnit.SECONDS) && over.await(millis, TimeUnit.MILLISECONDS);
        assertThat(busy).as("nobody else ends the load").isFalse();
        if (stopped) {
            server.signal("STOP");
            assertThat(server.ends(Duration.ofMillis(500))).isFalse();
            server.signal("CONT");
            assertThat(server.ends(Duration.ofMillis(200))).as("it goes on").isFalse();
        }
        server.kill();
        over.countDown();
        for (Thread client : clients) {
            client.join();
        }
    }

    /** Sends one delivery, sometimes one that was sent before. Returns false when the server has ended. */
    private boolean sendOne(ServerProcess server, Random own) {
        boolean again = own.nextInt(8) == 0;
        String id = "d" + (again ? own.nextInt(1 + number.get()) : number.incrementAndGet());
        // An id always has the same payload.
        Random ofId = new Random(id.hashCode());
        String repository = "r" + ofId.nextInt(6);
        int padding = ofId.nextInt(20) == 0 ? LARGE : ofId.nextInt(3) == 0 ? 100_000 : 0;
        try {
            HttpResponse<String> response = sender.push(server.port(), id, repository, padding);
            if (response.statusCode() == 200 || response.statusCode() == 202) {
                answered.add(id);
            } else {
                assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
                refused.incrementAndGet();
            }
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Checks that every answered delivery, and every delivery whose hook started, is in the journal. */
    private void checkKnown() throws Exception {
        Set<String> known = new HashSet<>(records.column("SELECT DISTINCT id FROM delivery WHERE state < 7"));
        assertThat(known).as("deliveries in the journal").containsAll(answered);
        assertThat(known).containsAll(started().keySet());
        assertThat(site.witnessed("overlaps")).as("two at once").isEmpty();
        assertThat(site.witnessed("wrong-payloads")).isEmpty();
    }

    private void checkOutcomes() throws Exception {
        Set<String> ended = new HashSet<>(site.witnessed("ends"));
        Set<String> aside = new HashSet<>(records.column("SELECT id FROM delivery WHERE state = 6"));
        Map<String, List<Integer>> starts = started();
        for (String id : records.column("SELECT DISTINCT id FROM delivery WHERE state < 7")) {
            assertThat(starts).as("its hook ran").containsKey(id);
            if (!aside.contains(id)) {
                assertThat(ended).contains(id + " push", id + " all");
            }
        }
        assertThat(records.number("SELECT count(*) FROM run WHERE ending IS NULL"))
                .isZero();
        assertThat(records.number("SELECT count(*) FROM action JOIN delivery USING (entry)"
                        + " WHERE action.state NOT IN (2, 3) AND delivery.state <> 6"))
                .as("actions without an outcome")
                .isZero();
        checkAttempts();
    }

    /**
     * Checks that each start has its own token and attempt, that attempts increase, and that the last is the one in the
     * journal.
     */
    private void checkAttempts() throws Exception {
        Map<String, Integer> last = new HashMap<>();
        Set<String> tokens = new HashSet<>();
        for (String line : site.witnessed("starts")) {
            String[] start = line.split(" ");
            String hook = start[0] + " " + start[1];
            int attempt = Integer.parseInt(start[2]);
            assertThat(attempt).as("attempts of %s", hook).isGreaterThan(last.getOrDefault(hook, 0));
            last.put(hook, attempt);
            assertThat(tokens.add(start[3])).as("token of %s", line).isTrue();
        }
        Set<String> journaled =
                new HashSet<>(records.column("SELECT delivery.id || ' ' || name || ' ' || max(starts) FROM action"
                        + " JOIN delivery USING (entry) WHERE delivery.state <> 6 GROUP BY delivery.id, name"));
        Set<String> aside = new HashSet<>(records.column("SELECT id FROM delivery WHERE state = 6"));
        last.forEach((hook, attempt) -> {
            if (!aside.contains(hook.substring(0, hook.indexOf(' ')))) {
                assertThat(journaled).as("the last attempt").contains(hook + " " + attempt);
            }
        });
    }

    /** Returns the started attempts of each delivery. */
    private Map<String, List<Integer>> started() throws IOException {
        Map<String, List<Integer>> started = new HashMap<>();
        for (String line : site.witnessed("starts")) {
            String[] start = line.split(" ");
            started.computeIfAbsent(start[0], id -> new ArrayList<>()).add(Integer.valueOf(start[2]));
        }
        return started;
    }
}
