package dev.jenvoy.contract.ticket.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.process.Commands;
import dev.jenvoy.ticket.tracker.LookResult;
import dev.jenvoy.ticket.tracker.MoveResult;
import dev.jenvoy.ticket.tracker.Step;
import dev.jenvoy.ticket.tracker.Steps;
import dev.jenvoy.ticket.tracker.SurveyResult;
import dev.jenvoy.ticket.tracker.Ticket;
import dev.jenvoy.ticket.tracker.TicketStatus;
import dev.jenvoy.ticket.tracker.Tracker;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import dev.jenvoy.ticket.tracker.TrackerFailure.Later;
import dev.jenvoy.ticket.tracker.TrackerFailure.Refused;
import dev.jenvoy.ticket.tracker.TrackerFailure.Shut;
import dev.jenvoy.ticket.tracker.TrackerParts;
import dev.jenvoy.ticket.tracker.script.ScriptTracker;
import dev.jenvoy.ticket.tracker.script.TrackerScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script is given, what its output and its exit code mean, and that it is checked as a hook is. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ScriptTrackerTest {

    private static final String SECRET = "lin_api_not-a-real-key";

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private Path script(String body) throws IOException {
        Path file = Files.writeString(folder.resolve("tracker"), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private Tracker tracker(String body) throws IOException {
        return tracker(script(body), Duration.ofSeconds(20));
    }

    private Tracker tracker(Path file, Duration timeout) {
        return ScriptTracker.open(
                new TrackerScript(
                        file,
                        Map.of("PATH", System.getenv("PATH")),
                        Map.of("LINEAR_KEY", SECRET),
                        StrictModes.of(Map.of())),
                new TrackerParts("linear", timeout, InstantSource.system(), (name, status, time) -> asked.add(status)),
                Commands.forThisMachine());
    }

    private static Ticket ticket(String key, String status) {
        return new Ticket(key, "https://linear.example/" + key, TicketStatus.named(status), new Steps.Any());
    }

    private static final String KEEPER = """
            state=$(cat state 2>/dev/null || echo Todo)
            [ "$1" = move ] && { state=$3; printf %s "$3" > state; }
            printf '{"key": "%s", "status": "%s", "url": "https://linear.example/%s"}' "$2" "$state" "$2"
            """;

    @Test
    void a_script_looks_and_moves_in_its_own_folder() throws Exception {
        Tracker tracker = tracker(KEEPER);
        assertThat(tracker.look("ENG-7")).isEqualTo(new LookResult.Found(ticket("ENG-7", "Todo")));

        JsonObject fields = new JsonObject();
        fields.addProperty("resolution", "x");
        MoveResult moved = tracker.move(ticket("ENG-7", "Todo"), Step.to("In Progress"), fields);

        assertThat(moved).isEqualTo(new MoveResult.Arrived(ticket("ENG-7", "In Progress"), List.of("resolution")));
        assertThat(folder.resolve("state")).hasContent("In Progress");
        assertThat(asked).containsExactly("0", "0");
    }

    @Test
    void arguments_are_never_read_by_a_shell() throws Exception {
        assertThat(tracker(KEEPER).move(ticket("ENG-7", "Todo"), Step.to("In $(touch x) Progress;'"), new JsonObject()))
                .isInstanceOf(MoveResult.Arrived.class);
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void a_move_that_changed_nothing_or_went_on_is_found_out() throws Exception {
        Tracker tracker = tracker("echo '{\"key\": \"ENG-7\", \"status\": \"In Review\"}'");

        assertThat(tracker.move(ticket("ENG-7", "in  review"), Step.to("Done"), new JsonObject()))
                .isEqualTo(
                        new Refused(Refused.Reason.UNCHANGED, "the script ended well, and the ticket is where it was"));
        assertThat(tracker.move(ticket("ENG-7", "Todo"), Step.to("Done"), new JsonObject()))
                .isInstanceOf(MoveResult.WentOn.class);
        assertThat(tracker.move(ticket("ENG-7", "Todo"), Step.to("IN REVIEW"), new JsonObject()))
                .isInstanceOf(MoveResult.Arrived.class);
    }

    @Test
    void its_environment_is_what_is_inherited_and_named_and_its_input_is_empty() throws Exception {
        Tracker tracker = tracker("cat; env | sort | grep -v '^PWD=\\|^_=\\|^SHLVL=\\|^OLDPWD=' > env\n" + KEEPER);

        tracker.look("ENG-7");

        assertThat(Files.readString(folder.resolve("env")))
                .isEqualTo("LINEAR_KEY=" + SECRET + "\nPATH=" + System.getenv("PATH") + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | no state Done | rejected | no state Done",
                "1 | '' | rejected | the script ended with code 1",
                "2 | usage | rejected | usage",
                "126 | odd | rejected | odd",
                "75 | rate limited | unreachable | rate limited",
                "75 | '' | unreachable | the script asks to be run again",
            })
    void an_exit_code_says_what_a_failure_is(int code, String error, String word, String said) throws Exception {
        Tracker tracker = tracker("echo first >&2; echo '" + error + "' >&2; echo; exit " + code);
        if (error.isEmpty()) {
            tracker = tracker("exit " + code);
        }

        assertThat(tracker.look("ENG-7")).satisfies(result -> {
            assertThat(((TrackerFailure) result).word()).isEqualTo(word);
            assertThat(((TrackerFailure) result).said()).isEqualTo(said);
        });
        assertThat(tracker.trouble()).isEmpty();
    }

    @Test
    void refused_credentials_are_tried_once() throws Exception {
        Tracker tracker = tracker("echo x >> runs; echo \"$LINEAR_KEY was refused\" >&2; exit 78");

        for (int i = 0; i < 3; i++) {
            assertThat(tracker.look("ENG-" + i)).isEqualTo(new Shut(Shut.Reason.CREDENTIALS, "*** was refused"));
        }
        assertThat(folder.resolve("runs")).hasContent("x");
        tracker.reopen();
        tracker.look("ENG-7");
        assertThat(folder.resolve("runs")).hasContent("x\nx");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo hello",
                "true",
                "echo '{\"key\": \"ENG-7\"}'",
                "echo '[]'",
                "head -c 100000 /dev/zero",
                "echo '{}x'"
            })
    void an_output_that_is_no_ticket_is_no_tracker(String body) throws Exception {
        Tracker tracker = tracker(body);

        assertThat(tracker.look("ENG-7"))
                .isEqualTo(new Shut(
                        Shut.Reason.NOT_TRACKER,
                        "the script printed no JSON object with \"key\" and \"status\" of at most 64 KB"));
        script(KEEPER);
        assertThat(tracker.look("ENG-7")).isInstanceOf(LookResult.Found.class);
        assertThat(tracker.trouble()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "12", "SOC", "SOC-", "SOC-012", "-1", "../../x-1", "SO C-1", "SOC-1\\n", ""})
    void a_key_of_another_form_is_no_tracker(String key) throws Exception {
        Tracker tracker = tracker("printf '%s' '{\"key\": \"" + key + "\", \"status\": \"Todo\"}'");

        assertThat(tracker.look("ENG-7"))
                .isInstanceOfSatisfying(
                        Shut.class, shut -> assertThat(shut.reason()).isEqualTo(Shut.Reason.NOT_TRACKER));
        assertThat(tracker.trouble()).isPresent();
    }

    @Test
    void a_secret_that_it_prints_is_in_no_value() throws Exception {
        Tracker tracker = tracker("printf '{\"key\": \"ENG-7\", \"status\": \"In %s\","
                + " \"url\": \"https://linear.example/ENG-7?key=%s\"}' \"$LINEAR_KEY\" \"$LINEAR_KEY\"");

        assertThat(tracker.look("ENG-7"))
                .isEqualTo(new LookResult.Found(new Ticket(
                        "ENG-7",
                        "https://linear.example/ENG-7?key=***",
                        TicketStatus.named("In ***"),
                        new Steps.Any())));
    }

    @Test
    void a_secret_whose_begin_is_not_kept_is_not_shown() throws Exception {
        int end = 32 << 10;
        for (int kept : List.of(4, SECRET.length() - 1)) {
            Tracker tracker = tracker("exec >&2; printf '%070000d' 0; printf %s \"$LINEAR_KEY\"; printf ' was refused%0"
                    + (end - kept - " was refused".length()) + "d' 0; exit 1");

            assertThat(((TrackerFailure) tracker.look("ENG-7")).said())
                    .as("with %d characters", kept)
                    .contains("0000")
                    .doesNotContain(SECRET.substring(SECRET.length() - kept));
        }
    }

    @Test
    void a_script_that_takes_too_long_is_ended_with_what_it_started() throws Exception {
        Tracker tracker = tracker(script("sleep 300 & echo $! > pid; wait"), Duration.ofSeconds(1));

        assertThat(tracker.look("ENG-7"))
                .isEqualTo(new Later(Later.Reason.UNREACHABLE, Optional.empty(), false, "the script: timed out"));
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(asked).containsExactly("no_answer");
    }

    @Test
    void a_script_that_is_killed_is_refused() throws Exception {
        assertThat(tracker("kill -9 $$").look("ENG-7"))
                .isEqualTo(new Refused(Refused.Reason.REJECTED, "the script: ended by signal 9 (SIGKILL)"));
    }

    @Test
    void a_script_that_cannot_or_must_not_run_is_no_tracker_and_says_why() throws Exception {
        Path file = script(KEEPER);
        Tracker tracker = tracker(file, Duration.ofSeconds(20));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(tracker.look("ENG-7"))
                .isEqualTo(new Shut(
                        Shut.Reason.NOT_TRACKER,
                        "the script cannot be run: others may write to it (mode o+w); remove that permission with chmod"
                                + " o-w"));
        assertThat(tracker.survey("ENG")).isInstanceOf(Shut.class);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(tracker.look("ENG-7").toString()).contains("it is not executable");
        Files.writeString(file, "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(tracker.look("ENG-7").toString()).contains("its interpreter /no/such/interpreter does not exist");
        Files.delete(file);
        assertThat(tracker.look("ENG-7").toString()).contains("it does not exist");
        assertThat(asked).isEmpty();
        script(KEEPER);
        assertThat(tracker.survey("ENG")).isEqualTo(new SurveyResult.Surveyed("", true, List.of()));
    }

    @Test
    void a_closed_tracker_ends_what_is_running() throws Exception {
        Tracker tracker = tracker("echo $$ > pid; exec sleep 300");
        Future<LookResult> look = threads.submit(() -> tracker.look("ENG-7"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.exists(folder.resolve("pid"))
                        && !Files.readString(folder.resolve("pid")).isBlank());

        tracker.close();

        assertThat(look.get(10, TimeUnit.SECONDS)).isInstanceOf(Later.class);
    }
}
