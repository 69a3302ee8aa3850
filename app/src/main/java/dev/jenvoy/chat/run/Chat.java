package dev.jenvoy.chat.run;

import dev.jenvoy.chat.command.CommandDesk;
import dev.jenvoy.chat.command.CommandListener;
import dev.jenvoy.chat.compose.template.TemplateFlaw;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.options.RoomOptions;
import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.route.ChatStore;
import dev.jenvoy.chat.route.RouteBook;
import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.RichText;
import dev.jenvoy.chat.word.TwinEvents;
import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Plan;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.journal.History;
import dev.jenvoy.seal.Keyring;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All of chat behind one door: routes, rooms, and the messages of deliveries. Made when the configuration first has the
 * section {@code chat}. Safe for use by several threads.
 */
public final class Chat implements AutoCloseable {

    /** The name of the action kind, which is stored with each action: never change it. */
    public static final String KIND = "chat";

    /** Begins the name of a room's queue, before the name of the room. Stored too. */
    public static final String QUEUE = "room ";

    private static final String JOURNAL_ID = "journal";
    private static final int ID_BYTES = 16;
    private static final int MAX_SAY_CHARS = 2_000;

    private final Supplier<ChatOptions> options;
    private final RouteBook routes;
    private final RoomConnections connections;
    private final CommandDesk commands;
    private final RoomStates states = new RoomStates();
    private final TemplateCache templates = new TemplateCache(System::nanoTime);
    private final Conversations conversations;
    private final ChatKind kind;
    private final InstantSource clock;
    private final RandomGenerator random;

    private Chat(
            Supplier<ChatOptions> options,
            RouteBook routes,
            RoomConnections connections,
            CommandDesk commands,
            ChatStore store,
            History history,
            String journal,
            InstantSource clock,
            InstantSource steady,
            RandomGenerator random) {
        this.options = options;
        this.routes = routes;
        this.connections = connections;
        this.commands = commands;
        this.clock = clock;
        this.random = random;
        this.conversations = new Conversations(store);
        MessageSender sender = new MessageSender(
                connections,
                states,
                templates,
                conversations,
                new Pace(System::nanoTime),
                clock,
                new MessageAge(clock, steady));
        this.kind = new ChatKind(
                options,
                routes,
                sender,
                new Happenings(history),
                (entry, action) -> MessageParts.of(store, clock, entry, action),
                new TwinEvents(System::nanoTime),
                journal);
    }

    /**
     * Opens chat on the database of a data folder. Blocks.
     *
     * @param options the section of the configuration in force
     * @param kinds all kinds of rooms by name
     * @param history tells what became of deliveries
     * @param listener hears of commands in rooms that changed something
     * @param steady a clock that does not follow a jump ahead for a while
     * @param timer runs short tasks later
     * @param random unguessable
     * @throws IOException when what commands made cannot be read
     */
    public static Chat open(
            Supplier<ChatOptions> options,
            Map<String, RoomKind> kinds,
            ChatStore store,
            History history,
            Keyring keyring,
            CommandListener listener,
            InstantSource clock,
            InstantSource steady,
            ScheduledExecutorService timer,
            RandomGenerator random)
            throws IOException {
        RouteBook routes = RouteBook.open(options, store, keyring, clock);
        CommandDesk commands = new CommandDesk(routes, options, listener, System::nanoTime);
        RoomConnections connections = new RoomConnections(kinds, clock, timer, commands);
        return new Chat(
                options,
                routes,
                connections,
                commands,
                store,
                history,
                journalId(store, random),
                clock,
                steady,
                random);
    }

    private static String journalId(ChatStore store, RandomGenerator random) throws IOException {
        @Nullable String known = store.settings().get(JOURNAL_ID);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Optional<String> trouble = store.keepSetting(JOURNAL_ID, id);
        if (trouble.isPresent()) {
            throw new IOException("the id of the journal cannot be stored: " + trouble.get());
        }
        // Another server that starts at the same time may have been first.
        return store.settings().getOrDefault(JOURNAL_ID, id);
    }

    /** Plans the messages of a delivery. Reads the payload if a route may match. Throws nothing. */
    public Plan plan(Delivery delivery) {
        return kind.plan(delivery);
    }

    /** Plans the messages about the end of a delivery with these actions. Throws nothing. */
    public List<Action> follow(Delivery delivery, List<Action> planned) {
        return kind.follow(delivery, planned);
    }

    /** Restores an action of a delivery that was accepted earlier. */
    public Action restore(Planned planned) {
        return kind.restore(planned);
    }

    /** Returns the routes and tokens. */
    public RouteBook routes() {
        return routes;
    }

    /** Returns who takes the commands of an account, however they come. */
    public CommandReceiver commands(String account) {
        return commands.apply(account);
    }

    /** Returns the section of the configuration in force. */
    public ChatOptions options() {
        return options.get();
    }

    /**
     * Follows a change of the configuration: connections whose login has gone end, accounts with admins listen. To be called
     * now and then.
     */
    public void follow() {
        connections.follow(options.get());
        conversations.forgetOld(clock.instant());
    }

    /** Ends all connections, because another server has them, until {@link #follow} is called again. */
    public void rest() {
        connections.rest();
    }

    /** Returns what is known of a room. */
    public RoomStatus status(RoomOptions room) {
        return states.of(room);
    }

    /** Returns whether the last attempt to reach the service of a room failed. Does not block. */
    public boolean isUnreachable(RoomOptions room) {
        return states.isUnreachable(room);
    }

    /** Returns why the account of a room is not connected; empty while all is well or nothing was tried. */
    public Optional<String> trouble(RoomOptions room) {
        return connections.trouble(room);
    }

    /**
     * Returns what is wrong with the templates, and which rooms are shut, each in words that anybody may read: what a service said
     * is in {@link #status} alone.
     */
    public List<String> troubles() {
        List<String> all = new ArrayList<>();
        for (RoomOptions room : options.get().rooms().values()) {
            RoomStatus status = states.of(room);
            if (status.isShut()) {
                all.add("chat room " + room.name() + " is shut");
            }
        }
        templates.of(options.get().templates());
        for (TemplateFlaw flaw : templates.flaws()) {
            all.add("chat template not used: " + flaw);
        }
        return all;
    }

    /**
     * Says a line in a room at once, outside of its queue. Opens a shut room if the service accepts it, and shuts
     * the room if the service refuses every message. Blocks until the
     * service has answered.
     */
    public SendResult say(RoomOptions room, String text) throws InterruptedException {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        List<Inline> content = new ArrayList<>();
        for (String line : text.lines().map(HarmlessText::line).toList()) {
            if (!content.isEmpty()) {
                content.add(new Inline.Break());
            }
            content.add(new Inline.Text(HarmlessText.cut(line, MAX_SAY_CHARS)));
        }
        RichText rich = new RichText(List.of(new Block.Paragraph(content)));
        SendResult result = connections
                .of(room)
                .send(
                        room.address(),
                        new OutgoingMessage(
                                HexFormat.of().formatHex(bytes),
                                rich,
                                HarmlessText.line(text, MAX_SAY_CHARS),
                                Optional.empty(),
                                room.silent(),
                                false,
                                new OutgoingMessage.Details(room.name(), "{}", "{}")));
        states.tried(room, result);
        if (result instanceof SendResult.Sent) {
            states.sent(room, clock.instant());
        } else if (result instanceof SendResult.Refused refused && refused.shutsRoom()) {
            states.shut(room, result.said(), clock.instant());
        } else {
            states.failed(room, result.said());
        }
        return result;
    }

    /** Ends all connections. Blocks for a second or so. */
    @Override
    public void close() {
        connections.close();
    }
}
