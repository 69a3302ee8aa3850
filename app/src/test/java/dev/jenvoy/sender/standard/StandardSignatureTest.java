package dev.jenvoy.sender.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.sender.ReplayGuard.Use;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.SignatureCheck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are those that the specification's reference implementations are tested with. */
class StandardSignatureTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant TIMESTAMP = Instant.ofEpochSecond(1614265330);
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String RIGHT = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String WRONG = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";

    private final Set<String> seen = new HashSet<>();
    private Use otherwise = Use.NEW;
    private final List<Instant> until = new ArrayList<>();
    private Instant now = TIMESTAMP;
    private List<String> secrets = List.of(SECRET);

    private final StandardSignature signature = new StandardSignature(
            "standard",
            (proof, end) -> {
                until.add(end);
                return seen.add(proof) ? otherwise : Use.REPLAYED;
            },
            () -> now);

    private static Map<String, List<String>> headers(String signatures) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("webhook-id", List.of(ID));
        headers.put("webhook-timestamp", List.of("1614265330"));
        headers.put("webhook-signature", List.of(signatures));
        return headers;
    }

    private int judge(String signatures) {
        return judge(headers(signatures), BODY);
    }

    /** 200 where it is taken, else the status of the refusal. */
    private int judge(Map<String, List<String>> headers, String body) {
        Credential proof = signature.proof(name -> headers.getOrDefault(name, List.of()), secrets);
        if (proof instanceof Credential.Missing missing) {
            return missing.refusal().status();
        }
        SignatureCheck claim = ((Credential.Claimed) proof).claim();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        claim.update(bytes, 0, 5);
        claim.update(bytes, 5, bytes.length - 5);
        return claim.judge().map(Rejection::status).orElse(200);
    }

    @Test
    void the_published_vector_is_what_a_sender_signs_and_what_is_taken() {
        assertThat(StandardSignature.sign(SECRET, ID, TIMESTAMP, BODY.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(RIGHT);
        assertThat(judge(RIGHT)).isEqualTo(200);
    }

    @Test
    void one_right_signature_among_several_is_enough() {
        assertThat(judge(WRONG + " " + WRONG.replace("v1", "v2") + " " + RIGHT + " " + WRONG))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WRONG,
                "v1,dawfeoifkpqwoekfpqoekf",
                "v1,g0hM9SsE",
                "v1,",
                "",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,G0HM9SSE+OTPJTGT/TMIKTSYZLE3UFJELVLNIOLJ1OE=",
                // The same bits, written as no encoder does.
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
                "v1,g0hM9SsE-OTPJTGt_tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=,"
            })
    void any_other_signature_is_refused_and_not_remembered(String signatures) {
        assertThat(judge(signatures)).isEqualTo(403);
        assertThat(seen).isEmpty();
        assertThat(judge(RIGHT)).isEqualTo(200);
    }

    @Test
    void id_timestamp_and_body_are_signed() {
        Map<String, List<String>> other = headers(RIGHT);
        other.put("webhook-id", List.of(ID + "x"));
        assertThat(judge(other, BODY)).isEqualTo(403);
        other = headers(RIGHT);
        other.put("webhook-timestamp", List.of("1614265331"));
        assertThat(judge(other, BODY)).isEqualTo(403);
        assertThat(judge(headers(RIGHT), BODY + " ")).isEqualTo(403);
    }

    @Test
    void a_header_that_is_missing_or_comes_twice_is_refused() {
        for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
            Map<String, List<String>> headers = headers(RIGHT);
            String value = headers.get(name).get(0);
            headers.put(name, List.of(value, value));
            assertThat(judge(headers, BODY)).as(name).isEqualTo(403);
            headers.remove(name);
            assertThat(judge(headers, BODY)).as(name).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello", "", "-1614265330", "+1614265330", "1614265330.0", "1614265330 ", "99999999999999999999"
            })
    void a_timestamp_that_is_no_whole_number_is_refused(String timestamp) {
        Map<String, List<String>> headers = headers(RIGHT);
        headers.put("webhook-timestamp", List.of(timestamp));
        assertThat(judge(headers, BODY)).isEqualTo(403);
    }

    @Test
    void it_is_good_for_five_minutes_either_side_and_not_a_moment_more() {
        Duration five = Duration.ofMinutes(5);
        for (Instant good : List.of(TIMESTAMP.plus(five), TIMESTAMP.minus(five))) {
            now = good;
            seen.clear();
            assertThat(judge(RIGHT)).as(good.toString()).isEqualTo(200);
        }
        for (Instant bad :
                List.of(TIMESTAMP.plus(five).plusNanos(1), TIMESTAMP.minus(five).minusNanos(1))) {
            now = bad;
            seen.clear();
            assertThat(judge(RIGHT)).as(bad.toString()).isEqualTo(403);
        }
    }

    @Test
    void a_body_that_takes_so_long_that_the_time_runs_out_is_refused() {
        Map<String, List<String>> headers = headers(RIGHT);
        Credential.Claimed proof =
                (Credential.Claimed) signature.proof(name -> headers.getOrDefault(name, List.of()), secrets);
        byte[] bytes = BODY.getBytes(StandardCharsets.UTF_8);
        proof.claim().update(bytes, 0, bytes.length);
        now = TIMESTAMP.plusSeconds(301);
        assertThat(proof.claim().judge()).map(Rejection::check).contains("timestamp");
    }

    @Test
    void it_is_taken_once_however_its_signatures_are_written() {
        assertThat(judge(RIGHT)).isEqualTo(200);
        assertThat(judge(RIGHT)).isEqualTo(403);
        for (String spelling : List.of(
                WRONG + " " + RIGHT, RIGHT + " " + WRONG, RIGHT + " " + RIGHT, " " + RIGHT + " ", "v1a,x " + RIGHT)) {
            assertThat(judge(spelling)).as(spelling).isEqualTo(403);
        }
        assertThat(until).containsOnly(TIMESTAMP.plus(Duration.ofMinutes(5)));
    }

    @Test
    void it_is_not_taken_while_the_memory_cannot_be_asked() {
        otherwise = Use.UNAVAILABLE;
        assertThat(judge(RIGHT)).isEqualTo(503);
    }

    @Test
    void any_of_several_secrets_may_have_signed_and_others_are_no_keys() {
        secrets = List.of("a plain token that is no key", "whsec_b3RoZXJvdGhlcm90aGVyb3RoZXJvdGhlcg==", SECRET);
        assertThat(judge(RIGHT)).isEqualTo(200);
        for (String no :
                List.of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_!!!!", "whsec_MfKQ9r8GKYqrTwjU PD8I")) {
            secrets = List.of(no);
            assertThat(judge(RIGHT)).as(no).isEqualTo(403);
        }
    }
}
