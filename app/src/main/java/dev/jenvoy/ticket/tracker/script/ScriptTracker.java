package dev.jenvoy.ticket.tracker.script;

import com.google.gson.JsonObject;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.process.Cancellation;
import dev.jenvoy.process.Command;
import dev.jenvoy.process.CommandResult;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.Exit;
import dev.jenvoy.process.Limits;
import dev.jenvoy.process.output.CapturedOutput;
import dev.jenvoy.process.output.OutputListener;
import dev.jenvoy.ticket.tracker.LinkedPage;
import dev.jenvoy.ticket.tracker.LookResult;
import dev.jenvoy.ticket.tracker.MoveResult;
import dev.jenvoy.ticket.tracker.Quoted;
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
import dev.jenvoy.ticket.tracker.TrackerGate;
import dev.jenvoy.ticket.tracker.TrackerParts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A tracker that a script speaks to. {@code SCRIPT look KEY} prints one JSON object with {@code key}, {@code status} and
 * {@code url}; {@code SCRIPT move KEY STATUS} moves the ticket and prints the object as it is then. Statuses are the names of
 * the tracker. It exits with 0; with 1 if the tracker refuses, and the last line of its standard error says why; with 75 if
 * it is to be tried again; with 78 if the credentials are refused. Any other code is a refusal.
 *
 * <p>It takes no fields, links and comments: fields are always left out. It runs in its own folder, reads no input, and is
 * ended at the time limit with its process group.
 */
public final class ScriptTracker implements Tracker {

    private static final Duration KILL_GRACE = Duration.ofSeconds(2);
    private static final int MAX_OUTPUT_BYTES = 64 << 10;
    private static final Path NO_INPUT = Path.of("/dev/null");

    private static final int LATER = 75;
    private static final int CREDENTIALS = 78;
    private static final Set<Integer> KNOWN_CODES = Set.of(0, 1, LATER, CREDENTIALS);

    /** Texts that are shorter are no secrets, such as {@code true} or a number. */
    private static final int MIN_SECRET_CHARS = 6;

    private final TrackerScript script;
    private final TrackerParts parts;
    private final Commands commands;
    private final Quoted quoted;
    private final TrackerGate gate = new TrackerGate();
    private final Cancellation closing = new Cancellation();

    private ScriptTracker(TrackerScript script, TrackerParts parts, Commands commands) {
        this.script = script;
        this.parts = parts;
        this.commands = commands;
        this.quoted = new Quoted(script.secrets().values().stream()
                .filter(value -> value.length() >= MIN_SECRET_CHARS)
                .toList());
    }

    /** Returns the tracker. Runs nothing yet. */
    public static Tracker open(TrackerScript script, TrackerParts parts, Commands commands) {
        return new ScriptTracker(script, parts, commands);
    }

    @Override
    public LookResult look(String key) throws InterruptedException {
        return run(List.of("look", key));
    }

    @Override
    public MoveResult move(Ticket ticket, Step step, JsonObject fields) throws InterruptedException {
        return MoveResult.after(
                run(List.of("move", ticket.key(), step.target().name())),
                ticket,
                step,
                List.copyOf(fields.keySet()),
                "the script ended well, and the ticket is where it was");
    }

    private LookResult run(List<String> arguments) throws InterruptedException {
        gate.enter();
        try {
            Optional<TrackerFailure> refusal = gate.refusal().or(this::unfit);
            return refusal.isPresent() ? refusal.get() : meaning(ended(arguments));
        } finally {
            gate.leave();
        }
    }

    private Optional<TrackerFailure> unfit() {
        return script.refusal().map(why -> notTracker("the script cannot be run: " + why));
    }

    private CommandResult ended(List<String> arguments) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(script.file().toString()));
        all.addAll(arguments);
        CommandResult result = commands.run(
                new Command(all, script.folder(), script.environment(), NO_INPUT),
                new Limits(parts.timeout(), KILL_GRACE, MAX_OUTPUT_BYTES),
                OutputListener.NONE,
                closing);
        parts.listener().asked(parts.name(), status(result.exit()), result.duration());
        return result;
    }

    private static String status(Exit exit) {
        if (exit instanceof Exit.Exited exited) {
            return KNOWN_CODES.contains(exited.code()) ? Integer.toString(exited.code()) : "other";
        }
        return "no_answer";
    }

    private LookResult meaning(CommandResult result) {
        Exit exit = result.exit();
        if (exit instanceof Exit.Exited exited) {
            return switch (exited.code()) {
                case 0 -> found(result.stdout());
                case LATER -> later(said(result, "the script asks to be run again"));
                case CREDENTIALS ->
                    gate.shut(new Shut(Shut.Reason.CREDENTIALS, said(result, "the credentials are refused")));
                default ->
                    new Refused(Refused.Reason.REJECTED, said(result, "the script ended with code " + exited.code()));
            };
        }
        String why = quoted.line("the script: " + exit.reason().orElse("failed"));
        if (exit instanceof Exit.Signalled) {
            return new Refused(Refused.Reason.REJECTED, why);
        }
        return exit instanceof Exit.NotStarted || exit instanceof Exit.NoInterpreter || exit instanceof Exit.Vanished
                ? notTracker(why)
                : later(why);
    }

    private LookResult found(CapturedOutput output) {
        JsonObject ticket = output.truncated() ? new JsonObject() : printed(output);
        String key = JsonBody.word(ticket, "key");
        String status = JsonBody.word(ticket, "status");
        if (key.isBlank() || status.isBlank()) {
            return notTracker("the script printed no JSON object with \"key\" and \"status\" of at most 64 KB");
        }
        if (!Ticket.isKey(key)) {
            return notTracker("the script printed a \"key\" that is not a project, a hyphen and a number");
        }
        gate.answered();
        String url = JsonBody.word(ticket, "url");
        return new LookResult.Found(new Ticket(key, url, TicketStatus.named(status), new Steps.Any()));
    }

    private static Later later(String said) {
        return new Later(Later.Reason.UNREACHABLE, Optional.empty(), false, said);
    }

    private Shut notTracker(String said) {
        return gate.shut(new Shut(Shut.Reason.NOT_TRACKER, quoted.line(said)));
    }

    /** Returns the last line of the standard error, or other words if there is no such line. */
    private String said(CommandResult result, String otherwise) {
        CapturedOutput errors = result.stderr();
        String end = errors.truncated()
                ? quoted.end(new String(errors.end(), StandardCharsets.UTF_8))
                : new String(errors.bytes(), StandardCharsets.UTF_8);
        String last = end.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
        return quoted.line(last.isEmpty() ? otherwise : last);
    }

    private JsonObject printed(CapturedOutput output) {
        JsonObject ticket = JsonBody.read(new String(output.bytes(), StandardCharsets.UTF_8));
        return quoted.answer(ticket).getAsJsonObject();
    }

    @Override
    public Optional<TrackerFailure> link(Ticket ticket, LinkedPage page) {
        return Optional.of(new Refused(Refused.Reason.REJECTED, "a script makes no links"));
    }

    @Override
    public Optional<TrackerFailure> comment(Ticket ticket, String line) {
        return Optional.of(new Refused(Refused.Reason.REJECTED, "a script writes no comments"));
    }

    /** Says only whether the script can be run: it is not made to say more. */
    @Override
    public SurveyResult survey(String project) {
        return gate.refusal()
                .or(this::unfit)
                .<SurveyResult>map(failure -> failure)
                .orElseGet(() -> new SurveyResult.Surveyed("", true, List.of()));
    }

    @Override
    public Optional<Shut> trouble() {
        return gate.trouble();
    }

    @Override
    public void reopen() {
        gate.reopen();
    }

    /** Ends what is running. Nothing is run later. */
    @Override
    public void close() {
        closing.cancel();
    }
}
