package dev.jenvoy.contract.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.Config;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.ProxyProcess;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.web.response.WebOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two intakes behind the real nginx with the file of {@code docs/deploy}, in which only the addresses are others, and
 * a worker beside them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
final class IntakesBehindNginxTest {

    private static final String CONF = read("deploy/nginx-several.conf");
    private static final String PAGE = read("how-to/several-servers.md");
    private static final int MANY = 10;
    private static final int SENDERS = 3;
    private static final int MEGABYTES = 5 << 20;

    /** Where senders are: nginx, at 127.0.0.1, is believed to be a proxy and not a sender. */
    private static final String SENDER = "127.0.0.2";

    /** Writes down that it runs, waits if its branch says so, and prints what it was given. */
    private static final String[] HOOK = {
        "#!/bin/sh",
        "echo \"$JENVOY_DELIVERY\" >>$folder/runs",
        "case $JENVOY_BRANCH in held*) until [ -e $folder/$JENVOY_BRANCH ]; do sleep 0.05; done ;; esac",
        "echo \"$JENVOY_DELIVERY at $server: $(cksum <\"$1\")\""
    };

    @TempDir
    static Path folder;

    private final AtomicInteger number = new AtomicInteger();
    private final List<Intake> intakes = new ArrayList<>();
    private ServerProcess worker;
    private ProxyProcess nginx;

    /** An intake that keeps its port when it is started again. */
    private static final class Intake {
        private final TestServer site;
        private ServerProcess process;

        Intake(TestServer site) throws Exception {
            this.site = site;
            this.process = ServerProcess.startIn(site.folder(), List.of("--intake"));
        }

        String address() {
            return "127.0.0.1:" + process.port();
        }

        void startAgain() throws Exception {
            with("http_port", process.port());
            process = ServerProcess.startIn(site.folder(), List.of("--intake")).serving();
        }

        /** Lets it answer 503 from now on. */
        void refuse() throws IOException {
            Files.move(site.hooks(), site.folder().resolve("away"));
        }

        void takeAgain() throws IOException {
            Files.move(site.folder().resolve("away"), site.hooks());
        }

        /** Changes its configuration, which a running server reads with the next request. */
        void with(String key, Object value) {
            site.with(key, value);
            site.write(site.json());
        }
    }

    @BeforeAll
    void start() throws Exception {
        String database = PostgresServer.shared().newDatabase();
        worker = ServerProcess.startIn(site("worker", database).folder(), List.of("--worker"));
        for (String name : List.of("intake-1", "intake-2")) {
            intakes.add(new Intake(site(name, database)));
        }
        for (Intake intake : intakes) {
            intake.process.serving();
        }
        worker.serving();
        nginx = nginx(Files.createDirectories(folder.resolve("proxy")), CONF);
    }

    private ProxyProcess nginx(Path own, String conf) throws IOException {
        int port = ProxyProcess.freePort();
        String servers = conf.replace("listen 8080;", "listen 127.0.0.1:" + port + ";");
        for (Intake intake : intakes) {
            servers = servers.replace(intake.site.folder().getFileName() + ":5000", intake.address());
        }
        return ProxyProcess.nginx(
                own,
                port,
                "log_format taken '$upstream_addr $status $http_x_github_delivery';",
                "access_log " + folder.resolve("taken") + " taken;",
                servers);
    }

    private static TestServer site(String name, String database) {
        TestServer site = TestServer.in(folder.resolve(name))
                .with("debug_level", "INFO")
                .with("access_log", true)
                .with("trusted_proxies", List.of("127.0.0.1"))
                .with("github_ips_only", false)
                .without("allowed_ips")
                .with("endpoint_key", "0123456789abcdef".repeat(4))
                .with("journal", Map.of("url", database, "user", PostgresServer.USER, "unsafe", true, "lease", "15s"))
                .hook(
                        "push",
                        String.join("\n", HOOK)
                                .replace("$folder", folder.toString())
                                .replace("$server", name));
        site.write(site.json());
        return site;
    }

    @AfterAll
    void stop() {
        nginx.close();
        intakes.forEach(intake -> intake.process.close());
        worker.close();
    }

    @BeforeEach
    void startWhatIsGone() throws Exception {
        for (Intake intake : intakes) {
            if (!intake.process.lives()) {
                intake.startAgain();
            }
        }
    }

    private static String read(String name) {
        try {
            return Files.readString(Path.of("..", "docs").resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private HookRequest push(String branch) {
        return HookRequest.event("push", Payloads.push("refs/heads/" + branch))
                .with("X-GitHub-Delivery", branch + "-" + number.incrementAndGet());
    }

    private HttpAnswer send(HookRequest request) throws IOException {
        return send(nginx, request);
    }

    private static HttpAnswer send(ProxyProcess proxy, HookRequest request) throws IOException {
        try (Wire wire = new Wire(SENDER, proxy.address())) {
            return wire.send(request).answer();
        }
    }

    /** Sends a request whose answer is read later. */
    private Wire sending(HookRequest request) throws IOException {
        return new Wire(SENDER, nginx.address()).send(request);
    }

    /** Returns the ids of deliveries in the order in which hooks began to run for them. */
    private static List<String> runs() throws IOException {
        Path runs = folder.resolve("runs");
        return Files.exists(runs) ? Files.readAllLines(runs) : List.of();
    }

    /** Returns the intakes that a delivery was handed to, with the answer's status, each time that it was sent. */
    private static List<String> taken(HookRequest request) throws IOException {
        return Files.readAllLines(folder.resolve("taken")).stream()
                .filter(line -> line.endsWith(" " + request.id()))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .toList();
    }

    private static void letGo(String branch) throws IOException {
        Files.writeString(folder.resolve(branch), "");
    }

    @Test
    void a_delivery_is_answered_with_what_the_script_printed_at_the_worker() throws Exception {
        HookRequest push = push("main");

        HttpAnswer answer = send(push);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.stdout("push")).startsWith(push.id() + " at worker: ");
        assertThat(send(push("main").secret("another")).status()).isEqualTo(403);
    }

    @Test
    void a_delivery_that_is_sent_again_while_it_runs_joins_at_the_other_intake() throws Exception {
        HookRequest push = push("held-twice");
        try (Wire first = sending(push)) {
            Eventually.that(() -> assertThat(runs()).contains(push.id()));
            try (Wire second = sending(push)) {
                Eventually.that(() -> assertThat(intakes)
                        .allMatch(intake -> intake.process.output().stream()
                                .anyMatch(line -> line.contains("delivery=" + push.id()))));
                letGo("held-twice");

                HttpAnswer answer = first.answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(second.answer().body()).isEqualTo(answer.body());
            }
        }
        assertThat(runs()).containsOnlyOnce(push.id());
        Eventually.that(() -> assertThat(taken(push))
                .containsExactlyInAnyOrderElementsOf(intakes.stream()
                        .map(intake -> intake.address() + " 200")
                        .toList()));
    }

    @Test
    void a_large_payload_and_the_senders_address_arrive_and_not_the_address_that_it_claims() throws Exception {
        HookRequest push = push("large")
                .body(Payloads.of("\"ref\":\"refs/heads/large\",\"after\":\"" + "0".repeat(40)
                        + "\",\"deleted\":false,\"padding\":\"" + "x".repeat(MEGABYTES) + "\""));

        HttpAnswer answer = send(push.with("X-Forwarded-For", "140.82.112.1").with("Forwarded", "for=140.82.112.1"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.stdout("push")).endsWith(" " + push.body().length + "\n");
        Eventually.that(() -> assertThat(intakes)
                .anySatisfy(intake -> assertThat(intake.process.output())
                        .anyMatch(line -> line.contains(" from=" + SENDER + " ") && line.contains(push.id()))));
    }

    @Test
    void a_hook_that_takes_long_is_answered_202_by_the_intake_and_runs_once() throws Exception {
        HookRequest push = push("held-long");
        intakes.forEach(intake -> intake.with("response_timeout", "300ms"));
        try {
            HttpAnswer answer = send(push);

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.json().get("status").getAsString()).isEqualTo("running");
        } finally {
            letGo("held-long");
            intakes.forEach(intake -> intake.with("response_timeout", "8s"));
        }
        Eventually.that(() -> assertThat(taken(push)).hasSize(1));
        Eventually.that(() -> assertThat(runs()).containsOnlyOnce(push.id()));
    }

    @Test
    void what_one_refuses_the_other_takes_and_while_both_refuse_senders_read_their_answer() throws Exception {
        List<HttpAnswer> taken = new ArrayList<>();
        List<HttpAnswer> refused = new ArrayList<>();
        intakes.get(0).refuse();
        for (int sent = 0; sent < MANY; sent++) {
            taken.add(send(push("main")));
        }
        intakes.get(1).refuse();
        for (int sent = 0; sent < MANY; sent++) {
            refused.add(send(push("main")));
        }
        for (Intake intake : intakes) {
            intake.takeAgain();
        }

        assertThat(taken).extracting(HttpAnswer::status).containsOnly(200);
        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.field("Retry-After")).isEqualTo("60");
            assertThat(answer.error()).contains("hooks folder");
        });
        assertThat(send(push("main")).status()).isEqualTo(200);
    }

    @Test
    void what_a_killed_intake_was_to_answer_is_handed_to_the_other_one_and_runs_once() throws Exception {
        Intake killed = intakes.get(0);
        HookRequest one = push("held-one");
        HookRequest other = push("held-other");
        try (Wire first = sending(one);
                Wire second = sending(other);
                Load load = new Load()) {
            Eventually.that(() -> assertThat(runs()).contains(one.id(), other.id()));
            load.awaitAnswers();

            killed.process.kill();
            load.awaitAnswers();
            letGo("held-one");
            letGo("held-other");

            assertThat(first.answer().stdout("push")).startsWith(one.id() + " at worker: ");
            assertThat(second.answer().stdout("push")).startsWith(other.id() + " at worker: ");
            load.awaitAnswers();
            load.end();
        }
        assertThat(runs()).containsOnlyOnce(one.id()).containsOnlyOnce(other.id());
        String survivor = intakes.get(1).address() + " 200";
        Eventually.that(() -> assertThat(List.of(taken(one), taken(other)))
                .containsExactlyInAnyOrder(List.of(survivor), List.of(killed.address() + ", " + survivor)));

        killed.startAgain();
        Eventually.that(() -> {
            HookRequest next = push("main");
            assertThat(send(next).status()).isEqualTo(200);
            assertThat(taken(next)).containsExactly(killed.address() + " 200");
        });
    }

    @Test
    void senders_learn_nothing_of_an_intake_that_stops_and_what_was_answered_has_run() throws Exception {
        Intake stopped = intakes.get(1);
        try (Load load = new Load()) {
            load.awaitAnswers();

            stopped.process.terminate();
            assertThat(stopped.process.exitCode()).isZero();
            load.awaitAnswers();
            load.end();
        }
    }

    /** Senders that send one delivery after the other, each to a branch of its own. */
    private final class Load implements AutoCloseable {
        private final CountDownLatch over = new CountDownLatch(1);
        private final Queue<String> answered = new ConcurrentLinkedQueue<>();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final List<Thread> senders = new ArrayList<>();

        Load() {
            for (int sender = 0; sender < SENDERS; sender++) {
                String branch = "busy" + sender;
                Thread thread = new Thread(() -> send(branch), "sender");
                thread.start();
                senders.add(thread);
            }
        }

        private void send(String branch) {
            while (over.getCount() > 0 && failures.isEmpty()) {
                HookRequest push = push(branch);
                try {
                    HttpAnswer answer = IntakesBehindNginxTest.this.send(push);
                    (answer.status() / 100 == 2 ? answered : failures).add(push.id());
                } catch (IOException e) {
                    failures.add(push.id() + " " + e);
                }
            }
        }

        /** Waits until more are answered. */
        void awaitAnswers() {
            int before = answered.size();
            Eventually.that(() -> {
                if (failures.isEmpty()) {
                    assertThat(answered.size()).isGreaterThan(before + MANY);
                }
            });
        }

        /** Ends them. Each must have been answered with success, and has run. */
        void end() throws Exception {
            close();
            assertThat(failures).isEmpty();
            Eventually.that(() -> assertThat(runs()).containsAll(answered));
        }

        @Override
        public void close() {
            over.countDown();
            try {
                for (Thread sender : senders) {
                    sender.join();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The times are shorter than those that the page names; the second between them is the same. */
    @Test
    void an_intake_that_stands_still_costs_no_delivery_if_nginx_waits_for_less_than_half_of_what_github_does(
            @TempDir Path own) throws Exception {
        assertThat(PAGE).contains("`response_timeout` to `4s`, and `proxy_read_timeout` to 5s");
        String conf = CONF.replace("proxy_read_timeout 30s;", "proxy_read_timeout 2s;");
        assertThat(conf).isNotEqualTo(CONF);
        Intake still = intakes.get(0);
        intakes.forEach(intake -> intake.with("response_timeout", "1s"));
        try (ProxyProcess impatient = nginx(own, conf)) {
            still.process.signal("STOP");
            List<String> handed = new ArrayList<>();
            for (int sent = 0; sent < 2; sent++) {
                HookRequest push = push("main");
                assertThat(send(impatient, push).status()).isIn(200, 202);
                Eventually.that(() -> assertThat(taken(push)).hasSize(1));
                handed.addAll(taken(push));
            }

            assertThat(handed).anyMatch(line -> line.startsWith(still.address() + ", "));
        } finally {
            still.process.signal("CONT");
            intakes.forEach(intake -> intake.with("response_timeout", "8s"));
        }
    }

    @Test
    void nginx_waits_longer_than_an_intake_and_gives_up_before_github_does() {
        Duration answers = Config.defaults(folder).get(WebOptions.GROUP).responseTimeout();

        assertThat(seconds("proxy_read_timeout")).isGreaterThan(answers);
        assertThat(seconds("proxy_next_upstream_timeout")).isLessThan(Duration.ofSeconds(10));
        assertThat(seconds("proxy_connect_timeout").plus(answers)).isLessThan(Duration.ofSeconds(10));
    }

    private static Duration seconds(String directive) {
        Matcher found = Pattern.compile("(?m)^ +" + directive + " (\\d+)s;$").matcher(CONF);
        assertThat(found.find()).as(directive).isTrue();
        return Duration.ofSeconds(Long.parseLong(found.group(1)));
    }
}
