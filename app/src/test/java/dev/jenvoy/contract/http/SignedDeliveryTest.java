package dev.jenvoy.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests signatures over the raw bytes, for every kind of body and every source of the secret. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedDeliveryTest {

    /** GitHub's documented example. */
    private static final String DOCUMENTED = "It's a Secret to Everybody";

    @TempDir
    static Path folder;

    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder)
                .hook("push-site", "#!/bin/sh", "cat")
                .variable("WEBHOOK_SECRET", "planted-in-a-variable")
                .start();
        Files.writeString(folder.resolve("secret.txt"), "planted-in-a-file\n");
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private void taken(HookRequest request) throws Exception {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().has("push-site")).isTrue();
    }

    private void refused(HookRequest request) throws Exception {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        if (!request.secret().isEmpty()) {
            assertThat(answer.body()).doesNotContain(request.signature().substring(7, 30));
        }
    }

    private HookRequest older(HookRequest request) {
        return request.with(
                HookRequest.OLD_SIGNATURE, "sha1=" + HookRequest.hmac("HmacSHA1", request.secret(), request.body()));
    }

    @Test
    void the_documented_secret_signs_json() throws Exception {
        site.with("enforce_secret", DOCUMENTED);
        taken(HookRequest.push().secret(DOCUMENTED));
        refused(HookRequest.push());
        site.with("enforce_secret", TestServer.SECRET);
    }

    @Test
    void the_documented_example_passes_the_signature_and_is_then_no_json() throws Exception {
        site.with("enforce_secret", DOCUMENTED);
        HttpAnswer answer = site.send(HookRequest.push()
                .body("Hello, World!")
                .with(
                        HookRequest.SIGNATURE,
                        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"));
        assertThat(answer.status()).isEqualTo(400);
        site.with("enforce_secret", TestServer.SECRET);
    }

    @Test
    void a_form_is_signed_over_its_raw_bytes() throws Exception {
        taken(HookRequest.push().asForm());
        HookRequest form = HookRequest.push().asForm();
        refused(form.with(HookRequest.SIGNATURE, HookRequest.push().signature()));
        taken(form.body("a=b&" + new String(form.body(), StandardCharsets.UTF_8) + "&c="));
        // The same form in another encoding: lower-case escapes and a space as %20.
        String lower = new String(form.body(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        refused(form.with(HookRequest.SIGNATURE, form.signature()).body(lower));
        taken(form.body(lower));
    }

    @Test
    void sha_1_alone_is_accepted_while_it_is_allowed() throws Exception {
        HookRequest request = older(HookRequest.push());
        taken(request);
        refused(request.body(Payloads.push("refs/heads/other")));
        site.with("accept_sha1", false);
        refused(request);
        site.with("accept_sha1", true);
        taken(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256=0000000000000000000000000000000000000000000000000000000000000000", "", "sha256="})
    void nothing_rescues_a_wrong_sha_256(String wrong) throws Exception {
        refused(older(HookRequest.push()).also(HookRequest.SIGNATURE, wrong));
    }

    @Test
    void signatures_of_another_form_are_rejected() throws Exception {
        HookRequest good = HookRequest.push();
        String hex = good.signature().substring(7);
        for (String bad : List.of(
                "sha256=" + hex.toUpperCase(Locale.ROOT),
                "sha256=" + hex.substring(1),
                "sha256=" + hex + "0",
                "sha256=" + hex + hex,
                "SHA256=" + hex,
                "sha1=" + hex,
                "sha512=" + hex,
                "sha256:" + hex,
                "sha256=" + hex + ", sha256=" + hex,
                "sha256= " + hex,
                hex,
                "sha256=" + "\u00e9".repeat(64),
                "sha256=" + "\u0660".repeat(64))) {
            refused(good.with(HookRequest.SIGNATURE, bad));
        }
        refused(good.with(HookRequest.OLD_SIGNATURE, "sha1=" + hex));
        refused(good.with(HookRequest.OLD_SIGNATURE, "sha1=" + hex.substring(24)));
        refused(older(good).also(HookRequest.OLD_SIGNATURE, "sha1=" + hex.substring(24)));
    }

    @Test
    void any_secret_of_a_list_may_have_signed() throws Exception {
        site.with("enforce_secret", List.of("the-new-secret-of-today", TestServer.SECRET));
        taken(HookRequest.push());
        taken(HookRequest.push().secret("the-new-secret-of-today"));
        taken(older(HookRequest.push().secret("the-new-secret-of-today")));
        refused(HookRequest.push().secret("another-secret-than-these"));
        site.with("enforce_secret", TestServer.SECRET);
        refused(HookRequest.push().secret("the-new-secret-of-today"));
    }

    @Test
    void secrets_are_read_from_variables_and_files() throws Exception {
        site.with("enforce_secret", List.of("env:WEBHOOK_SECRET", "file:secret.txt"));
        taken(HookRequest.push().secret("planted-in-a-variable"));
        taken(HookRequest.push().secret("planted-in-a-file"));
        refused(HookRequest.push().secret("env:WEBHOOK_SECRET"));
        refused(HookRequest.push().secret("file:secret.txt"));
        Files.writeString(folder.resolve("secret.txt"), "planted-in-a-file-anew\n");
        taken(HookRequest.push().secret("planted-in-a-file-anew"));
        site.with("enforce_secret", TestServer.SECRET);
    }

    @Test
    void a_reference_to_nothing_is_no_open_door() throws Exception {
        taken(HookRequest.push());
        site.with("enforce_secret", "env:NOT_SET_ANYWHERE");
        refused(HookRequest.push().unsigned());
        taken(HookRequest.push());
        site.with("enforce_secret", TestServer.SECRET);
    }

    @Test
    void without_a_secret_nothing_needs_a_signature(@TempDir Path own) throws Exception {
        try (TestServer open = TestServer.in(own)
                .with("enforce_secret", "")
                .with("github_ips_only", false)
                .hook("push-site", "#!/bin/sh", "cat")
                .start()) {
            assertThat(open.send(HookRequest.push().unsigned()).status()).isEqualTo(200);
            assertThat(open.send(HookRequest.push().unsigned().asForm()).status())
                    .isEqualTo(200);
        }
    }
}
