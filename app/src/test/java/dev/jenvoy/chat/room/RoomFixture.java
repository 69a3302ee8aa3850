package dev.jenvoy.chat.room;

import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.RichText;
import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.JsonText;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.option.json.ProblemCollector;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.permission.StrictModes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What tests of every kind need: a login out of JSON, messages, and a receiver that keeps commands. */
public final class RoomFixture implements AutoCloseable, CommandReceiver {

    private static final AtomicInteger KEYS = new AtomicInteger();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final BlockingQueue<IncomingCommand> commands = new LinkedBlockingQueue<>();
    private CommandReply reply = new CommandReply("done", false);

    /** Reads the keys of an account as the configuration does; fails on any error. */
    public static Login login(RoomKind kind, String json) {
        List<Problem> problems = new java.util.ArrayList<>();
        return read(kind, json, problems).orElseThrow(() -> new AssertionError(problems.toString()));
    }

    /** Reads the keys of an account, and collects the problems. */
    public static Optional<Login> read(RoomKind kind, String json, List<Problem> problems) {
        ProblemCollector report = new ProblemCollector();
        JsonNode.Members members = (JsonNode.Members)
                JsonText.read(StandardCharsets.UTF_8.encode(json), report).orElseThrow();
        SecretReader secrets = new SecretReader(Path.of("."), Map.of(), new FileReader(StrictModes.of(Map.of())));
        Optional<Login> login = kind.readLogin(new ObjectReader("chat.accounts.a", members.values(), report), secrets);
        problems.addAll(report.problems());
        return login;
    }

    public Connection connect(RoomKind kind, Login login) {
        return kind.connect(login, new ConnectionParts("test", InstantSource.system(), timer));
    }

    public static OutgoingMessage message(String text) {
        return message(RichText.of(new Inline.Text(text)));
    }

    public static OutgoingMessage message(RichText text) {
        return new OutgoingMessage(
                "%032x".formatted(KEYS.incrementAndGet()),
                text,
                "subject",
                Optional.empty(),
                false,
                false,
                new OutgoingMessage.Details("dev", "{}", "{}"));
    }

    /** Sets what commands are answered. */
    public void reply(CommandReply next) {
        reply = next;
    }

    @Override
    public void received(IncomingCommand command, ReplyReceiver answer) {
        commands.add(command);
        timer.execute(() -> answer.accept(reply));
    }

    /** Returns the next command; fails if there is no more within ten seconds. */
    public IncomingCommand next() throws InterruptedException {
        IncomingCommand command = commands.poll(10, TimeUnit.SECONDS);
        if (command == null) {
            throw new AssertionError("no command came");
        }
        return command;
    }

    /** Returns the commands that were not taken by {@link #next}. */
    public List<IncomingCommand> rest() {
        return List.copyOf(commands);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
