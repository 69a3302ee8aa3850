package dev.jenvoy.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.Cli;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.PayloadWriter;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.sender.BodyVerifier;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.github.GitHubOptions;
import dev.jenvoy.sender.github.GitHubParts;
import dev.jenvoy.sender.github.GitHubSamples;
import dev.jenvoy.sender.github.GitHubType;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.sample.Sample;
import dev.jenvoy.sender.type.SenderContext;
import dev.jenvoy.sender.type.SenderParts;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the samples in the same way as GitHub's own deliveries. */
final class SendSamplesTest {
    private static final String SECRET = "a secret for these tests alone";

    @TempDir
    private Path folder;

    private @Nullable StandIn server;

    @BeforeEach
    void start() throws IOException {
        server = new StandIn();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // sample, event, branch, tag, ref, action, commit, number, deletion
                "push, push, main, -, refs/heads/main, -, 1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d, -, false",
                "push-tag, push, -, v1.4.0, refs/tags/v1.4.0, -, 1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d, -, false",
                "push-delete, push, main, -, refs/heads/main, -, -, -, true",
                "ping, ping, -, -, -, -, -, -, false",
                "pull_request, pull_request, main, -, -, opened, 1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d, 17, false",
                "issues, issues, -, -, -, opened, -, -, false",
                "release, release, -, -, -, published, -, -, false",
                "create, create, main, -, main, -, -, -, false",
                "delete, delete, main, -, main, -, -, -, false",
                "workflow_run, workflow_run, -, -, -, completed, 1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d, -, false",
            })
    void a_sample_says_what_githubs_own_deliveries_say(
            String sample,
            String event,
            String branch,
            String tag,
            String ref,
            String action,
            String commit,
            Long number,
            boolean deletion)
            throws IOException {
        Facts facts = facts("send", sample);

        assertThat(facts.event().name()).isEqualTo(event);
        assertThat(facts.owner()).hasToString("octo-org");
        assertThat(facts.repository()).hasToString("site");
        assertThat(facts.sender()).isEqualTo("octo-dev");
        assertThat(text(facts.branch())).isEqualTo(branch);
        assertThat(text(facts.tag())).isEqualTo(tag);
        assertThat(facts.ref()).isEqualTo(ref);
        assertThat(facts.action()).isEqualTo(action);
        assertThat(facts.sha()).isEqualTo(commit);
        assertThat(facts.number()).isEqualTo(number);
        assertThat(facts.deletion()).isEqualTo(deletion);
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "push-delete", "create", "delete", "pull_request"})
    void a_sample_can_be_about_another_branch_of_another_repository(String sample) throws IOException {
        Facts facts = facts("send", sample, "--repository", "acme/the.shop", "--branch", "feature/größe");

        assertThat(facts.owner()).hasToString("acme");
        assertThat(facts.repository()).hasToString("the.shop");
        assertThat(facts.branch()).hasToString("feature/größe");
        assertThat(server.only().text()).doesNotContain("octo-org").doesNotContain("${");
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "push-tag", "push-delete", "create", "delete"})
    void a_sample_can_be_about_a_tag(String sample) throws IOException {
        Facts facts = facts("send", sample, "--tag", "v9");

        assertThat(facts.tag()).hasToString("v9");
        assertThat(facts.branch()).isNull();
    }

    @Test
    void every_sample_is_in_the_list_and_leaves_no_place_unfilled() {
        Cli.Ran list = new Cli(folder).run("send", "--list");

        assertThat(list.code()).isZero();
        for (Sample sample : GitHubSamples.ALL) {
            assertThat(list.out()).contains(sample.name());
            assertThat(new Cli(folder).run("send", sample.name(), "--print").out())
                    .contains("\"full_name\": \"octo-org/site\"")
                    .contains("\"clone_url\": \"https://github.example.com/octo-org/site.git\"")
                    .doesNotContain("${");
        }
        assertThat(server.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "issues --branch x",
                "ping --tag v1",
                "workflow_run --tag v1",
                "push --branch a..b",
                "push --repository shop",
                "push --repository ../x",
                "push --tag /x"
            })
    void an_option_that_a_sample_cannot_show_is_wrong_usage(String arguments) {
        Cli.Ran ran = new Cli(folder).run(("send " + arguments + " --print").split(" "));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
    }

    private Facts facts(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", server.url(), "--secret", SECRET));
        assertThat(new Cli(folder).run(all.toArray(String[]::new)).code()).isZero();
        StandIn.Received sent = server.only();
        Spool spool = new Spool(folder, 1 << 20, Runnable::run);
        GitHubOptions settings = new GitHubOptions(false, List.of(), List.of(SECRET), true);
        Sender github = new GitHubType()
                .atRoot(new SenderContext(
                        () -> SenderOptions.none("github"),
                        spool,
                        (proof, until) -> ReplayGuard.Use.NEW,
                        InstantSource.system(),
                        SenderParts.none().with(new GitHubParts(() -> settings, Optional::empty))))
                .orElseThrow();
        RequestHead head = new RequestHead(
                "POST",
                "/",
                name -> sent.headers().getOrDefault(name, List.of()),
                new ClientAddress(InetAddress.getLoopbackAddress(), false),
                "spare");
        Sender.Admission admission = github.admit(head);
        assertThat(admission).isInstanceOf(Sender.Admission.Admitted.class);
        BodyVerifier reception = ((Sender.Admission.Admitted) admission).reception();
        reception.update(sent.body(), 0, sent.body().length);
        PayloadWriter body = spool.begin();
        body.write(sent.body());
        BodyVerifier.Reading reading = reception.read(body.finish());
        assertThat(reading).isInstanceOf(BodyVerifier.Reading.Read.class);
        return ((BodyVerifier.Reading.Read) reading).deliveries().get(0).facts();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
