package dev.jenvoy.contract.senders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import dev.jenvoy.contract.senders.SenderKit.Push;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases that every sender must pass, through the real socket of one server that knows all of them, each with its
 * own secret. {@link SenderKit} describes a sender.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendersTest {

    private static final String SEED = "in-force-5f0c9a7be1d24386";

    /** Fields of the framing, which belong to no sender. */
    private static final Set<String> COMMON = Set.of("host", "user-agent", "content-type", "content-length", "accept");

    @TempDir
    static Path folder;

    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder.resolve("all"));
        SenderKits.ALL.forEach(this::admit);
        for (String event :
                SenderKits.ALL.stream().map(SenderKit::event).distinct().toList()) {
            site.hook(
                    event + "-site-main",
                    "#!/bin/sh",
                    "echo \"$JENVOY_SOURCE|$JENVOY_EVENT|$JENVOY_DELIVERY\"",
                    "echo \"${JENVOY_OWNER-}|${JENVOY_REPO-}|${JENVOY_BRANCH-}|${JENVOY_SHA-}|${JENVOY_SENDER-}\"");
        }
        site.hook("all", "#!/bin/sh", "echo \"$JENVOY_SOURCE\"; echo run >> ../runs-\"$JENVOY_DELIVERY\"")
                .hook("all+payload", "#!/bin/sh", "cat \"$1\"")
                .start();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    /** Configures a secret for each kit of its source, because they share one entry. */
    private void admit(SenderKit kit) {
        List<String> secrets = SenderKits.ALL.stream()
                .filter(other -> other.source().equals(kit.source()))
                .map(other -> other.secret(SEED))
                .distinct()
                .toList();
        kit.admit(site, secrets, List.of());
    }

    private static Stream<SenderKit> readers() {
        return SenderKits.ALL.stream().filter(SenderKit::readsBody);
    }

    private static HookRequest good(SenderKit kit) {
        return good(kit, kit.push(Push.GOOD));
    }

    private static HookRequest good(SenderKit kit, String json) {
        return good(kit, HookRequest.bytes(json));
    }

    private static HookRequest good(SenderKit kit, byte[] body) {
        return signed(kit, kit.secret(SEED), body, Instant.now());
    }

    private static HookRequest signed(SenderKit kit, String secret, byte[] body, Instant at) {
        return kit.request(secret, UUID.randomUUID().toString(), body, at);
    }

    private static HookRequest unproven(SenderKit kit, HookRequest request) {
        return request.but(without(kit.proofs()));
    }

    private static UnaryOperator<HookRequest> without(List<String> fields) {
        return request -> {
            HookRequest less = request;
            for (String field : fields) {
                less = less.without(field);
            }
            return less;
        };
    }

    private HttpAnswer taken(SenderKit kit, HookRequest request) throws Exception {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.stdout("all")).as("by whom").isEqualTo(kit.source() + "\n");
        return answer;
    }

    private void refused(SenderKit kit, HookRequest request) throws Exception {
        refused(kit, request, kit.refused());
    }

    private void refused(SenderKit kit, HookRequest request, List<Integer> statuses) throws Exception {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(request + " " + answer.body()).isIn(statuses);
        for (String proof : kit.proofs()) {
            // No answer helps to guess.
            assertThat(answer.body()).doesNotContain(good(kit).value(proof));
        }
        assertThat(answer.body()).doesNotContain(kit.secret(SEED));
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void a_good_request_is_accepted_and_hooks_get_its_facts(SenderKit kit) throws Exception {
        HookRequest request = good(kit);
        HttpAnswer answer = taken(kit, request);

        Push told = kit.told(Push.GOOD);
        List<String> seen = answer.stdout(kit.event() + "-site-main").lines().toList();
        String id = answer.field("X-Jenvoy-Delivery");
        assertThat(seen.get(0)).isEqualTo(kit.source() + "|" + kit.event() + "|" + id);
        assertThat(seen.get(1))
                .isEqualTo(Stream.of(told.owner(), told.repository(), told.branch(), told.sha(), told.sender())
                        .map(value -> value == null ? "" : value)
                        .reduce((a, b) -> a + "|" + b)
                        .orElseThrow());
        kit.idField().ifPresent(field -> assertThat(id).isEqualTo(request.value(field)));
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void a_request_without_any_proof_is_rejected(SenderKit kit) throws Exception {
        refused(kit, unproven(kit, good(kit)));
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void a_proof_that_was_meddled_with_opens_nothing(SenderKit kit) throws Exception {
        for (String field : kit.proofs()) {
            HookRequest good = good(kit);
            String value = good.value(field);
            List<String> spoiled = new ArrayList<>(List.of(
                    "",
                    value.substring(1),
                    value.substring(0, value.length() - 1),
                    value.substring(0, value.length() / 2),
                    value + "0",
                    value + value,
                    value + "," + value,
                    "0".repeat(value.length()),
                    "\u00e9".repeat(value.length()),
                    value.toUpperCase(Locale.ROOT)));
            spoiled.remove(value);
            // A value that is both proof and id may be an invalid id.
            List<Integer> statuses = new ArrayList<>(kit.refused());
            kit.idField().filter(field::equals).ifPresent(id -> statuses.add(400));
            for (String bad : spoiled) {
                refused(kit, good.with(field, bad), statuses);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void a_proof_that_comes_twice_opens_nothing(SenderKit kit) throws Exception {
        for (String field : kit.proofs()) {
            HookRequest good = good(kit);
            refused(kit, good.also(field, good.value(field)));
            refused(kit, good.also(field, "0"));
            refused(kit, good.with(field, "0").also(field, good.value(field)));
        }
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void the_secret_of_another_sender_opens_nothing(SenderKit kit) throws Exception {
        for (SenderKit other : SenderKits.ALL) {
            if (!other.source().equals(kit.source())) {
                byte[] body = HookRequest.bytes(kit.push(Push.GOOD));
                String foreign = other.secret(SEED);
                refused(kit, signed(kit, likeOnes(kit, foreign), body, Instant.now()));
            }
        }
        refused(kit, signed(kit, kit.secret("of-nobody-4a1"), HookRequest.bytes(kit.push(Push.GOOD)), Instant.now()));
    }

    /** Returns the other sender's secret in a form that this kit can use. */
    private static String likeOnes(SenderKit kit, String foreign) {
        try {
            kit.request(foreign, "1", new byte[] {'{', '}'}, Instant.now());
            return foreign;
        } catch (IllegalArgumentException e) {
            return kit.secret(foreign);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void a_body_that_was_changed_by_a_byte_opens_nothing(SenderKit kit) throws Exception {
        assumeTrue(kit.coversBody(), "its proof does not cover the body");
        HookRequest request = good(kit);
        for (int at : new int[] {0, request.body().length / 2, request.body().length - 1}) {
            byte[] changed = request.body().clone();
            changed[at] ^= 1;
            refused(kit, request.body(changed));
        }
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.writeBytes(request.body());
        longer.write('\n');
        refused(kit, request.body(longer.toByteArray()));
        refused(kit, request.body(new byte[0]));
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void the_proof_of_another_body_opens_nothing(SenderKit kit) throws Exception {
        assumeTrue(kit.coversBody(), "its proof does not cover the body");
        HookRequest request = good(kit);
        HookRequest other = good(kit, kit.push(Push.GOOD.branch("other")));
        for (String field : kit.proofs()) {
            request = request.with(field, other.value(field));
        }
        refused(kit, request);
    }

    /** A client without a secret is rejected under every name. */
    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void no_other_senders_headers_stand_in_for_a_proof(SenderKit kit) throws Exception {
        for (SenderKit other : others(kit)) {
            HookRequest foreign = signed(other, other.secret("of-nobody-4a1"), bodyOf(kit), Instant.now());
            HttpAnswer answer = site.send(merged(unproven(kit, good(kit)), foreign));

            assertThat(answer.status())
                    .as(other + " for " + kit + ": " + answer.body())
                    .isBetween(400, 499);
        }
    }

    /** A client that knows one sender's secret can only act as that sender. */
    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void the_good_proof_of_another_sender_never_makes_a_request_this_ones(SenderKit kit) throws Exception {
        for (SenderKit other : others(kit)) {
            HookRequest foreign = signed(other, other.secret(SEED), bodyOf(kit), Instant.now());
            HttpAnswer answer = site.send(merged(unproven(kit, good(kit)), foreign));

            if (answer.status() < 400) {
                assertThat(answer.stdout("all")).as(other + " for " + kit).isEqualTo(other.source() + "\n");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void a_request_that_two_could_claim_is_judged_by_the_first_alone(SenderKit kit) throws Exception {
        for (SenderKit other : others(kit)) {
            HookRequest mine = good(kit);
            HookRequest foreign = unproven(other, signed(other, other.secret(SEED), bodyOf(kit), Instant.now()));
            HttpAnswer answer = site.send(merged(mine, foreign));

            if (!foreign.target().equals(mine.target()) || !claims(foreign) || precedes(kit, other)) {
                assertThat(answer.status())
                        .as(other + " beside " + kit + ": " + answer.body())
                        .isEqualTo(200);
                assertThat(answer.stdout("all")).isEqualTo(kit.source() + "\n");
            } else {
                assertThat(answer.status())
                        .as(other + " beside " + kit + ": " + answer.body())
                        .isBetween(400, 499);
            }
        }
    }

    /** Returns whether the request can still be attributed to the sender. */
    private static boolean claims(HookRequest unproven) {
        return unproven.fields().stream()
                .anyMatch(field -> !COMMON.contains(field.name().toLowerCase(Locale.ROOT)));
    }

    private static boolean precedes(SenderKit one, SenderKit other) {
        return SenderKits.ALL.indexOf(one) < SenderKits.ALL.indexOf(other);
    }

    private static List<SenderKit> others(SenderKit kit) {
        return SenderKits.ALL.stream()
                .filter(other -> !other.source().equals(kit.source()))
                .toList();
    }

    private static byte[] bodyOf(SenderKit kit) {
        return good(kit).body();
    }

    /** Adds every field of the other request that this one lacks. */
    private static HookRequest merged(HookRequest request, HookRequest other) {
        HookRequest all = request;
        Set<String> there = new HashSet<>(COMMON);
        request.fields().forEach(field -> there.add(field.name().toLowerCase(Locale.ROOT)));
        for (HookRequest.Field field : other.fields()) {
            if (!there.contains(field.name().toLowerCase(Locale.ROOT))) {
                all = all.also(field.name(), field.value());
            }
        }
        return all;
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void a_request_of_another_time_opens_nothing(SenderKit kit) throws Exception {
        assumeTrue(kit.window().isPresent(), "its proof has no time");
        Duration window = kit.window().orElseThrow();
        Duration more = window.plusSeconds(60);
        byte[] body = HookRequest.bytes(kit.push(Push.GOOD));

        refused(kit, signed(kit, kit.secret(SEED), body, Instant.now().minus(more)));
        refused(kit, signed(kit, kit.secret(SEED), body, Instant.now().plus(more)));
        refused(kit, signed(kit, kit.secret(SEED), body, Instant.EPOCH));
        taken(kit, signed(kit, kit.secret(SEED), body, Instant.now().minus(window.dividedBy(2))));
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void the_same_request_again_is_what_its_sender_means_by_it(SenderKit kit) throws Exception {
        HookRequest request = good(kit);
        HttpAnswer first = taken(kit, request);
        Path runs = site.folder().resolve("runs-" + first.field("X-Jenvoy-Delivery"));
        switch (kit.again()) {
            case RUNS -> {
                taken(kit, request);
                if (kit.idField().isPresent()) {
                    assertThat(runs).hasContent("run\nrun");
                }
            }
            case RECORDED -> {
                assertThat(taken(kit, request).body()).isEqualTo(first.body());
                assertThat(runs).hasContent("run");
            }
            case REFUSED -> {
                refused(kit, request);
                assertThat(runs).hasContent("run");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void ids_and_events_that_cannot_be_are_rejected_though_all_else_is_good(SenderKit kit) throws Exception {
        Predicate<String> outsideProof = field -> !kit.proofs().contains(field);
        for (String field : kit.idField().stream().filter(outsideProof).toList()) {
            for (String bad : List.of("../../x", "a b", "a\tb", "", "x".repeat(129), ".x")) {
                assertThat(site.send(good(kit).with(field, bad)).status())
                        .as(bad)
                        .isEqualTo(400);
            }
            assertThat(site.send(good(kit).also(field, "other")).status()).isEqualTo(400);
        }
        for (String field : kit.eventField().stream().filter(outsideProof).toList()) {
            for (String bad : List.of("../../../../bin/sh", "all", "x".repeat(101), "p\u00fcsh", "push\tx")) {
                assertThat(site.send(good(kit).with(field, bad)).status())
                        .as(bad)
                        .isEqualTo(400);
            }
            if (kit.mayLeaveEventEmpty()) {
                taken(kit, good(kit).with(field, ""));
            } else {
                assertThat(site.send(good(kit).with(field, "")).status()).isEqualTo(400);
            }
            assertThat(site.send(good(kit).also(field, "other")).status()).isEqualTo(400);
            // Then the request cannot be attributed to a sender.
            assertThat(site.send(good(kit).without(field)).status()).isIn(400, 403);
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void a_proven_body_that_is_not_one_json_object_is_rejected(SenderKit kit) throws Exception {
        String good = kit.push(Push.GOOD).strip();
        String deep = "[".repeat(600) + "]".repeat(600);
        for (String bad : List.of(
                "",
                "{}{}",
                good + "x",
                good.substring(0, good.length() - 1),
                "[" + good + "]",
                "\"" + "x".repeat(20) + "\"",
                "null",
                good.substring(0, good.length() - 1) + ",\"x\":1,\"x\":2}",
                good.substring(0, good.length() - 1) + ",\"x\":" + deep + "}",
                good.substring(0, good.length() - 1) + ",\"x\":01}",
                good.substring(0, good.length() - 1) + ",'x':1}")) {
            assertThat(site.send(good(kit, bad)).status()).as(bad).isEqualTo(400);
        }
        byte[] torn = HookRequest.bytes(good.substring(0, good.length() - 1) + ",\"x\":\"\u00e9\"}");
        torn[torn.length - 3] = 'x';
        assertThat(site.send(good(kit, torn)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void names_that_cannot_be_names_are_rejected(SenderKit kit) throws Exception {
        List<Push> bad = new ArrayList<>();
        for (String name : List.of("..", ".", "a b", "a\\u0000b", "a\\nb", "\\ud800", "a;b", "x".repeat(300))) {
            bad.add(Push.GOOD.repository(name));
            bad.add(Push.GOOD.owner(name));
        }
        bad.add(Push.GOOD.owner("../../x"));
        bad.add(Push.GOOD.owner("x/../y"));
        for (String name : List.of("..", "../../x", "a/../b", "a b", "a\\u0000b", "a..b", "a.lock", "a~1", ".a")) {
            bad.add(Push.GOOD.branch(name));
        }
        for (Push push : bad) {
            HttpAnswer answer = site.send(good(kit, kit.push(push)));
            assertThat(answer.status()).as(push + " " + answer.body()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void a_push_that_deletes_its_branch_is_skipped(SenderKit kit) throws Exception {
        assumeTrue(kit.deletion(Push.GOOD).isPresent(), "it never tells of a deletion");
        HttpAnswer answer = site.send(good(kit, kit.deletion(Push.GOOD).orElseThrow()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("status").getAsString()).isEqualTo("skipped");
    }

    @ParameterizedTest
    @MethodSource("readers")
    void a_request_without_proof_is_rejected_before_its_body_is_there(SenderKit kit) throws Exception {
        HookRequest announced = unproven(kit, good(kit)).with("Content-Length", "100000");
        try (Wire wire = site.wire()) {
            assertThat(wire.send(announced.head()).answer().status()).isIn(kit.refused());
        }
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void a_form_is_proven_by_what_its_sender_signs_and_by_nothing_else(SenderKit kit) throws Exception {
        assumeTrue(kit.form() != SenderKit.Form.NONE, "it sends no forms");
        HookRequest overJson = good(kit).asForm();
        String type = overJson.value("Content-Type");
        HookRequest overForm = good(kit, overJson.body()).with("Content-Type", type);
        if (kit.form() == SenderKit.Form.WHOLE) {
            taken(kit, overForm);
            refused(kit, overJson);
            assertThat(site.send(good(kit, "other=1").with("Content-Type", type))
                            .status())
                    .isEqualTo(400);
        } else {
            taken(kit, overJson);
            refused(kit, overForm);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void however_a_form_is_written_the_bytes_that_were_signed_are_those_that_hooks_get(SenderKit kit) throws Exception {
        assumeTrue(kit.form() == SenderKit.Form.FIELD, "it signs no field of a form");
        HookRequest good = good(kit).asForm();
        String form = HookRequest.text(good.body());
        for (String same : List.of(
                form.replace("+", "%20"),
                form.replace("%7B", "%7b"),
                form.replace("payload=", "%70ayload="),
                "a=1&" + form + "&b&=",
                form.replace("%22", "\""))) {
            assertThat(taken(kit, good.body(same)).stdout("all+payload"))
                    .as(same)
                    .isEqualTo(kit.push(Push.GOOD));
        }
        String other = HookRequest.text(
                good(kit, kit.push(Push.GOOD.branch("other"))).asForm().body());
        for (String bad : List.of(
                "",
                "payload",
                "payload=",
                form + "&" + form,
                form + "&" + other,
                other + "&" + form,
                form + "&payload",
                form + "+",
                form + "%",
                form + "%4",
                form + "&x=%zz",
                "{&" + form,
                " " + form,
                form.replace("payload=", "Payload="),
                form.replace("payload=", "payload%00="),
                form.replace("payload=", "payload=%EF%BB%BF"))) {
            refused(kit, good.body(bad));
        }
    }

    /** The bytes are signed, but not their type. A client that repeats a signed request may declare another type. */
    @ParameterizedTest
    @MethodSource("readers")
    void signed_json_never_counts_as_a_form(SenderKit kit) throws Exception {
        assumeTrue(good(kit).value("Content-Type").startsWith("application/json"), "it sends no JSON");
        String foreign = URLEncoder.encode(kit.push(Push.GOOD.branch("other")), StandardCharsets.UTF_8);
        String json = kit.push(Push.GOOD).strip();
        for (String before : List.of("", " ", "\n", "\t", "\r\n")) {
            String hiding = before + json.replaceFirst("\\{", "{\"note\":\"&payload=" + foreign + "&\",");
            HttpAnswer answer = site.send(good(kit, hiding).with("Content-Type", "application/x-www-form-urlencoded"));
            assertThat(answer.body()).doesNotContain("main");
            assertThat(answer.status()).as(answer.body()).isIn(400, 403, 415);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void a_proven_trial_of_the_connection_is_answered_with_pong_and_runs_nothing(SenderKit kit) throws Exception {
        HookRequest json = trial(kit, "{\"test\":true}");
        pong(json);
        refused(kit, unproven(kit, json));
        for (String field : kit.proofs()) {
            refused(kit, json.with(field, "0".repeat(json.value(field).length())));
            // The proof of another body.
            refused(kit, json.with(field, good(kit).value(field)));
        }
        if (kit.triesWithAnything()) {
            for (String body : List.of("", "x", "[1]", "{\"a\":1,\"a\":2}", "payload=%zz", "\u0000")) {
                HookRequest trial = trial(kit, body);
                pong(trial);
                pong(trial.without("Content-Type"));
                pong(trial.with("Content-Type", ""));
                pong(trial.with("Content-Type", "text/plain"));
                pong(trial.with("Content-Type", "application/x-www-form-urlencoded"));
                refused(kit, unproven(kit, trial.without("Content-Type")));
                refused(kit, trial.without("Content-Type").body(body + "x"));
            }
            for (String field : kit.idField().stream().toList()) {
                assertThat(site.send(json.with(field, "../x")).status()).isEqualTo(400);
            }
        }
    }

    private static HookRequest trial(SenderKit kit, String body) {
        Optional<HookRequest> trial =
                kit.trial(kit.secret(SEED), UUID.randomUUID().toString(), HookRequest.bytes(body), Instant.now());
        assumeTrue(trial.isPresent(), "it has no trial of its own");
        return trial.orElseThrow();
    }

    private void pong(HookRequest trial) throws Exception {
        HttpAnswer answer = site.send(trial);
        assertThat(answer.status()).as(trial + answer.body()).isEqualTo(200);
        assertThat(answer.json().toString()).isEqualTo("{\"msg\":\"pong\"}");
        assertThat(site.folder().resolve("runs-" + answer.field("X-Jenvoy-Delivery")))
                .doesNotExist();
    }

    @ParameterizedTest
    @FieldSource("dev.jenvoy.contract.senders.SenderKits#ALL")
    void secrets_are_rotated_and_addresses_closed_while_the_server_runs(SenderKit kit) throws Exception {
        assumeTrue(kit.hasSecrets(), "it has no secret that could be exchanged for another");
        String old = kit.secret("old-0f3b5");
        String next = kit.secret("next-77ae1");
        byte[] body = HookRequest.bytes(kit.push(Push.GOOD));
        try {
            kit.admit(site, List.of(next, old), List.of());
            taken(kit, signed(kit, old, body, Instant.now()));
            taken(kit, signed(kit, next, body, Instant.now()));
            refused(kit, good(kit));

            kit.admit(site, List.of(next), List.of());
            refused(kit, signed(kit, old, body, Instant.now()));
            taken(kit, signed(kit, next, body, Instant.now()));

            kit.admit(site, List.of(next), List.of("192.0.2.0/24"));
            assertThat(site.send(signed(kit, next, body, Instant.now())).status())
                    .isEqualTo(kit.outside());

            kit.admit(site, List.of(next), List.of("192.0.2.0/24", "127.0.0.0/8"));
            taken(kit, signed(kit, next, body, Instant.now()));
        } finally {
            admit(kit);
        }
    }

    @Test
    void a_sender_that_is_not_configured_is_let_in_by_nothing() throws Exception {
        try (TestServer bare = TestServer.in(folder.resolve("bare"))
                .without("enforce_secret")
                .without("allowed_ips")
                .hook("all", "#!/bin/sh")
                .start()) {
            for (SenderKit kit : SenderKits.ALL) {
                HookRequest request = good(kit);
                assertThat(bare.send(request).status()).as(kit.toString()).isEqualTo(kit.unconfigured());
                assertThat(bare.send(unproven(kit, request)).status())
                        .as(kit.toString())
                        .isGreaterThanOrEqualTo(400);
            }
        }
    }
}
