package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.Gauges;
import dev.jenvoy.crash.kit.JournalRecords;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs many deliveries with good and bad hooks. At the end, threads, descriptors and heap must be as they were after
 * the first tenth. Run by {@code bench/soak.sh}; not part of the test suite. The property {@code
 * jenvoy.soak.deliveries} sets the number.
 */
@Timeout(3600)
final class SoakBench {

    private static final int CLIENTS = 8;
    private static final List<String> REPOSITORIES = List.of(
            "good",
            "fails",
            "noisy",
            "daemon",
            "deaf",
            "noshebang",
            "closes",
            "good",
            "good",
            "good",
            "retried",
            "stops");

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    private final SignedSenderClient sender = new SignedSenderClient();
    private final Map<Integer, AtomicInteger> answers = new ConcurrentSkipListMap<>();

    private ServerSite site() throws Exception {
        ServerSite site = new ServerSite(folder)
                .with("kill_grace", "\"20ms\"")
                .with("hook_timeout", "\"5s\"")
                .with("response_timeout", "\"4s\"")
                .with("max_output", "\"16KB\"")
                .with("hooks", """
                        {"*": {"concurrency": "parallel"}, "push-retried": {"retries": 1},
                         "push-deaf": {"timeout": "100ms"}, "push-stops": {"timeout": "100ms"}}
                        """)
                .hook("push-good", "echo good\n")
                .hook("push-fails", "echo no >&2; exit 3\n")
                .hook("push-noisy", "head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2\n")
                // The remaining process holds the pipe. It ends by itself, so that processes do not accumulate.
                .hook("push-daemon", "sleep 1 &\necho left one\n")
                .hook("push-deaf", "trap '' TERM; sleep 3\n")
                .hook("push-closes", "exec >&- 2>&- <&-\nexit 0\n")
                .hook("push-retried", "[ \"$JENVOY_ATTEMPT\" = 2 ]\n")
                .hook("push-stops", "kill -STOP $$\n");
        site.hook("push-noshebang", "");
        java.nio.file.Files.writeString(site.hooks().resolve("push-noshebang"), "echo no\n");
        return site;
    }

    @Test
    void takes_no_more_in_the_end_than_at_the_beginning() throws Exception {
        int deliveries = Integer.getInteger("jenvoy.soak.deliveries", 20_000);
        ServerSite site = site();
        JournalRecords records = new JournalRecords(site);
        try (ServerProcess server = site.start("-Xmx256m").serving()) {
            System.out.println("soak: deliveries=" + deliveries + " clients=" + CLIENTS);
            System.out.println("soak: fresh    " + Gauges.of(server.pid()));
            long began = System.nanoTime();
            Gauges early = part(server, site, 0, deliveries / 10);
            System.out.println("soak: a tenth  " + early);
            Gauges late = part(server, site, deliveries / 10, deliveries);
            System.out.println("soak: at end   " + late);
            System.out.printf(
                    "soak: seconds=%d answers=%s runs=%d states=%s%n",
                    Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                    answers,
                    records.number("SELECT count(*) FROM run"),
                    records.column("SELECT state || ':' || count(*) FROM delivery GROUP BY state"));
            assertThat(records.number("SELECT count(*) FROM delivery")).isEqualTo(deliveries);
            assertThat(late.threads()).isLessThanOrEqualTo(early.threads() + 10);
            assertThat(late.descriptors()).isLessThanOrEqualTo(early.descriptors() + 10);
            assertThat(late.heapKilobytes()).isLessThan(early.heapKilobytes() + 8 * 1024);
            assertThat(site.payloadFiles() + site.files("spool")).isZero();
        }
    }

    private Gauges part(ServerProcess server, ServerSite site, int from, int to) throws Exception {
        JournalRecords records = new JournalRecords(site);
        AtomicInteger next = new AtomicInteger(from);
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            Thread thread = new Thread(() -> send(server, next, to));
            thread.start();
            clients.add(thread);
        }
        for (Thread client : clients) {
            client.join();
        }
        Awaitility.await("all have ended")
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> records.unfinished() == 0);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> site.payloadFiles() == 0);
        return Gauges.of(server.pid());
    }

    private void send(ServerProcess server, AtomicInteger next, int to) {
        for (int at = next.getAndIncrement(); at < to; at = next.getAndIncrement()) {
            String repository = REPOSITORIES.get(at % REPOSITORIES.size());
            try {
                HttpResponse<String> response =
                        sender.push(server.port(), "d" + at, repository, at % 50 == 0 ? 200_000 : 4_000);
                answers.computeIfAbsent(response.statusCode(), code -> new AtomicInteger())
                        .incrementAndGet();
            } catch (java.io.IOException e) {
                answers.computeIfAbsent(-1, code -> new AtomicInteger()).incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
