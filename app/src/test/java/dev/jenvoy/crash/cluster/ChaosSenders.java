package dev.jenvoy.crash.cluster;

import dev.jenvoy.crash.cluster.Witnessed.Answered;
import dev.jenvoy.crash.cluster.Witnessed.Sent;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends deliveries to whichever server takes some, until it is stopped. Some deliveries are sent to two servers at once, and
 * some again later, as GitHub does when somebody asks it to.
 */
final class ChaosSenders {

    private static final Pattern RUN = Pattern.compile("ran-([A-Za-z0-9_-]+)");
    private static final int PAUSE_MILLIS = 30;

    private final ClusterSite site;
    private final Random random;
    private final SignedSenderClient client = new SignedSenderClient();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger silences = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

    ChaosSenders(ClusterSite site, long seed) {
        this.site = site;
        this.random = new Random(seed);
    }

    void start(int senders) {
        for (int sender = 0; sender < senders; sender++) {
            Random own = new Random(random.nextLong());
            run(() -> sendUntilOver(own));
        }
    }

    private Thread run(Runnable work) {
        Thread thread = new Thread(work, "sender");
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** Stops them; returns when the last has its answer. */
    void stop() throws InterruptedException {
        over.countDown();
        for (Thread thread : List.copyOf(threads)) {
            thread.join();
        }
    }

    /** How many deliveries were answered with success so far. */
    int answered() {
        return answers.get();
    }

    String counts() {
        return "answered=" + answers + " refused=" + refusals + " unanswered=" + silences;
    }

    private void sendUntilOver(Random own) {
        try {
            while (over.getCount() > 0) {
                int kind = own.nextInt(12);
                String id = "d" + (kind == 0 ? 1 + own.nextInt(1 + number.get()) : number.incrementAndGet());
                if (kind == 1) {
                    Thread other = run(() -> send(id, new Random(id.hashCode()), 1));
                    send(id, new Random(id.hashCode()), 0);
                    other.join();
                } else {
                    send(id, new Random(id.hashCode()), own.nextInt(2));
                }
                over.await(own.nextInt(PAUSE_MILLIS), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An id always has the same event and payload. */
    private void send(String id, Random ofId, int server) {
        List<Integer> ports = ports();
        if (ports.isEmpty()) {
            return;
        }
        send(
                id,
                WitnessHooks.EVENTS.get(ofId.nextInt(WitnessHooks.EVENTS.size())),
                ofId,
                ports.get(server % ports.size()));
    }

    /** Sends a delivery that kills its server so many times. */
    void poison(int doses) throws IOException {
        String id = "p" + number.incrementAndGet();
        WitnessHooks.poison(site.folder(), id, doses);
        List<Integer> ports = ports();
        if (!ports.isEmpty()) {
            Thread unusedSender = run(() -> send(id, WitnessHooks.POISONOUS, new Random(id.hashCode()), ports.get(0)));
        }
    }

    private List<Integer> ports() {
        return site.servers().stream()
                .map(ClusterServer::port)
                .filter(port -> port > 0)
                .toList();
    }

    private void send(String id, String event, Random ofId, int port) {
        String repository = WitnessHooks.REPOSITORIES.get(ofId.nextInt(WitnessHooks.REPOSITORIES.size()));
        byte[] body = SignedSenderClient.payload(id, repository, ofId.nextInt(30) == 0 ? 1_300_000 : 100);
        site.witness().write(new Sent(id, "acme/" + repository));
        try {
            HttpResponse<String> response = client.send(port, id, event, body, SignedSenderClient.signature(body));
            site.witness().write(answer(id, response));
            (response.statusCode() < 300 ? answers : refusals).incrementAndGet();
        } catch (IOException e) {
            silences.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answered answer(String id, HttpResponse<String> response) {
        List<String> runs = new ArrayList<>();
        Matcher matcher = RUN.matcher(response.body());
        while (matcher.find()) {
            runs.add(matcher.group(1));
        }
        return new Answered(
                id,
                response.statusCode(),
                HexFormat.of().toHexDigits(response.body().hashCode()),
                runs);
    }
}
