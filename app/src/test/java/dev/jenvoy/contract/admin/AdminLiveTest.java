package dev.jenvoy.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Events;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the server-sent events of the admin API. */
class AdminLiveTest {

    @TempDir
    private Path folder;

    private TestServer site;

    @BeforeEach
    void make() {
        site = TestServer.in(folder).with("response_timeout", "1ms");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    /** Starts a server with a hook that prints a line, waits for a file, and prints another line. */
    private TestServer heldHook() {
        return site.hook(
                "push",
                "#!/bin/sh",
                "echo first",
                "while ! [ -e ../go ]; do sleep 0.02; done",
                "printf 'sec\\303\\244nd\\n'",
                "echo bad >&2");
    }

    private void go() throws Exception {
        Files.createFile(folder.resolve("go"));
    }

    private long running() throws Exception {
        Eventually.that(() -> assertThat(
                        site.admin("/api/deliveries?state=running").json().getAsJsonArray("deliveries"))
                .hasSize(1));
        return site.admin("/api/deliveries")
                .json()
                .getAsJsonArray("deliveries")
                .get(0)
                .getAsJsonObject()
                .get("entry")
                .getAsLong();
    }

    @Test
    void who_comes_late_sees_what_was_printed_before_then_the_rest_and_the_end() throws Exception {
        heldHook().start();
        site.send(HookRequest.push());
        long entry = running();
        Eventually.that(() -> {
            try (Events events = Events.of(site, "/api/deliveries/" + entry + "/live")) {
                assertThat(events.status()).isEqualTo(200);
                assertThat(events.next().name()).isEqualTo("snapshot");
                assertThat(events.next(event -> event.name().equals("output")).text("text"))
                        .isEqualTo("first\n");
            }
        });

        try (Events events = Events.of(site, "/api/deliveries/" + entry + "/live")) {
            Events.Event snapshot = events.next();
            assertThat(snapshot.text("state")).isEqualTo("running");
            go();
            List<Events.Event> rest = events.rest();

            assertThat(output(rest, "stdout")).isEqualTo("first\nsecänd\n");
            assertThat(output(rest, "stderr")).isEqualTo("bad\n");
            assertThat(rest).extracting(Events.Event::name).endsWith("ended", "finished");
            Events.Event ended = rest.get(rest.size() - 2);
            assertThat(ended.data().getAsJsonObject("outcome").get("stdout").getAsString())
                    .isEqualTo("first\nsecänd\n");
            assertThat(rest.get(rest.size() - 1).text("state")).isEqualTo("succeeded");
        }
    }

    private static String output(List<Events.Event> events, String stream) {
        StringBuilder text = new StringBuilder();
        events.stream()
                .filter(event ->
                        event.name().equals("output") && event.text("stream").equals(stream))
                .forEach(event -> text.append(event.text("text")));
        return text.toString();
    }

    @Test
    void a_delivery_that_has_ended_is_reported_and_the_stream_ends() throws Exception {
        site.hook("push", "#!/bin/sh", "echo done").start();
        site.send(HookRequest.push());
        Eventually.that(() -> assertThat(
                        site.admin("/api/deliveries?state=succeeded").json().getAsJsonArray("deliveries"))
                .hasSize(1));

        try (Events events = Events.of(site, "/api/deliveries/1/live")) {
            assertThat(events.rest()).extracting(Events.Event::name).containsExactly("snapshot", "finished");
        }
    }

    @Test
    void the_list_tells_of_deliveries_refusals_and_the_server() throws Exception {
        heldHook().start();
        try (Events events = Events.of(site, "/api/live")) {
            assertThat(events.next().name()).isEqualTo("status");
            site.send(HookRequest.push());
            Events.Event seen = events.next(event ->
                    event.name().equals("delivery") && event.text("state").equals("running"));
            assertThat(seen.text("repository")).isEqualTo("site");
            assertThat(events.next(event -> event.name().equals("status"))
                            .data()
                            .get("running")
                            .getAsInt())
                    .isEqualTo(1);

            site.send(HookRequest.push().unsigned());
            assertThat(events.next(event -> event.name().equals("refusal")).text("check"))
                    .isEqualTo("signature-header");

            go();
            events.next(event ->
                    event.name().equals("delivery") && event.text("state").equals("succeeded"));
        }
    }

    @Test
    void a_delivery_is_cancelled() throws Exception {
        heldHook().with("kill_grace", "0s").start();
        site.send(HookRequest.push());
        long entry = running();

        try (Events events = Events.of(site, "/api/deliveries/" + entry + "/live")) {
            assertThat(events.next().name()).isEqualTo("snapshot");
            assertThat(site.admin(HookRequest.of("POST", "/api/deliveries/" + entry + "/cancel"))
                            .status())
                    .isEqualTo(202);
            assertThat(events.next(event -> event.name().equals("finished")).text("state"))
                    .isEqualTo("cancelled");
        }
        assertThat(site.admin(HookRequest.of("POST", "/api/deliveries/" + entry + "/cancel"))
                        .status())
                .isEqualTo(409);
        assertThat(site.admin(HookRequest.of("POST", "/api/deliveries/99/cancel"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_delivery_that_has_ended_is_run_again_as_the_next_attempt_and_planned_anew() throws Exception {
        heldHook().start();
        HookRequest push = HookRequest.push();
        site.send(push);
        long entry = running();
        HttpAnswer busy = site.admin(HookRequest.of("POST", "/api/deliveries/" + entry + "/redeliver"));
        assertThat(busy.status()).isEqualTo(409);
        assertThat(busy.json().get("entry").getAsLong()).isEqualTo(entry);
        go();
        Eventually.that(() -> assertThat(
                        site.admin("/api/deliveries?state=succeeded").json().getAsJsonArray("deliveries"))
                .hasSize(1));
        site.hook("push-site", "#!/bin/sh", "echo \"$JENVOY_ATTEMPT $JENVOY_DELIVERY\"; cat \"$1\"");

        HttpAnswer again = site.admin(HookRequest.of("POST", "/api/deliveries/" + entry + "/redeliver"));

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().get("id").getAsString()).isEqualTo(push.id());
        long next = again.json().get("entry").getAsLong();
        assertThat(next).isGreaterThan(entry);
        Eventually.that(() -> assertThat(site.admin("/api/deliveries/" + next)
                        .json()
                        .get("state")
                        .getAsString())
                .isEqualTo("succeeded"));
        assertThat(site.admin("/api/deliveries/" + next).json().get("attempt").getAsInt())
                .isEqualTo(2);
        assertThat(site.admin("/api/deliveries/" + next + "/actions/0/attempts/1/stdout")
                        .body())
                .isEqualTo("1 " + push.id() + "\n" + Payloads.PUSH);
        assertThat(site.admin("/api/deliveries/" + entry).json().getAsJsonArray("attempts"))
                .hasSize(2);
    }

    @Test
    void what_ran_nothing_or_would_run_nothing_is_not_run_again() throws Exception {
        site.hook("push", "#!/bin/sh").start();
        site.send(HookRequest.event("watch", Payloads.of("")));
        Eventually.that(() -> assertThat(site.admin("/api/deliveries").json().getAsJsonArray("deliveries"))
                .hasSize(1));
        assertThat(site.admin(HookRequest.of("POST", "/api/deliveries/1/redeliver"))
                        .status())
                .isEqualTo(409);

        site.send(HookRequest.push());
        Eventually.that(() -> assertThat(
                        site.admin("/api/deliveries?state=succeeded").json().getAsJsonArray("deliveries"))
                .hasSize(1));
        Files.delete(site.hooks().resolve("push"));
        HttpAnswer unmatched = site.admin(HookRequest.of("POST", "/api/deliveries/2/redeliver"));
        assertThat(unmatched.status()).isEqualTo(409);
        assertThat(unmatched.error()).contains("no hook");
        Files.delete(site.hooks());
        assertThat(site.admin(HookRequest.of("POST", "/api/deliveries/2/redeliver"))
                        .status())
                .isEqualTo(503);
        assertThat(site.admin(HookRequest.of("POST", "/api/deliveries/77/redeliver"))
                        .status())
                .isEqualTo(404);
    }
}
