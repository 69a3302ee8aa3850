package dev.jenvoy.app.feature;

import dev.jenvoy.audit.AuditActor;
import dev.jenvoy.audit.AuditRecord;
import dev.jenvoy.chat.door.CommandDoor;
import dev.jenvoy.chat.door.RouteDoors;
import dev.jenvoy.chat.kind.RoomKinds;
import dev.jenvoy.chat.options.AccountOptions;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.room.CommandLogin;
import dev.jenvoy.chat.room.PostedCommands;
import dev.jenvoy.chat.run.Chat;
import dev.jenvoy.chat.run.RoomShares;
import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.ActionKind;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Plan;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.seal.Keyring;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderRoute;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.type.SignedSenderType;
import dev.jenvoy.sender.verify.Protocol;
import dev.jenvoy.storage.Storage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the action kind {@code chat}, and makes its parts when the configuration first has the section. A server without
 * it loads no class of chat. Safe for use by several threads.
 */
public final class ChatGate implements ActionKind, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");

    /** How many messages are sent at once. */
    private static final int WORKERS = 8;

    private final Supplier<Optional<ChatOptions>> options;
    private final Storage storage;
    private final Keyring keyring;
    private final InstantSource clock;
    private final InstantSource steady;
    private final ScheduledExecutorService timer;
    private final RandomGenerator random;
    private volatile @Nullable Chat chat;
    private boolean closed;

    /**
     * @param options the section in force
     * @param storage has what commands changed, and what became of deliveries
     * @param steady a clock that does not follow a jump ahead for a while
     */
    public ChatGate(
            Supplier<Optional<ChatOptions>> options,
            Storage storage,
            Keyring keyring,
            InstantSource clock,
            InstantSource steady,
            ScheduledExecutorService timer,
            RandomGenerator random) {
        this.options = options;
        this.storage = storage;
        this.keyring = keyring;
        this.clock = clock;
        this.steady = steady;
        this.timer = timer;
        this.random = random;
    }

    /** Returns chat if it is configured. Opens it at the first call, which blocks on the disk. */
    public Optional<Chat> chat() {
        Optional<ChatOptions> current = options.get();
        if (current.isEmpty()) {
            return Optional.empty();
        }
        Chat known = chat;
        return Optional.ofNullable(known != null ? known : open());
    }

    private synchronized @Nullable Chat open() {
        Chat known = chat;
        if (known != null || closed) {
            return known;
        }
        try {
            Chat opened = Chat.open(
                    () -> options.get().orElse(ChatOptions.NONE),
                    new RoomKinds().byName(),
                    storage.chat(),
                    storage.history(),
                    keyring,
                    this::obeyed,
                    clock,
                    steady,
                    timer,
                    random);
            storage.cluster().ifPresent(cluster -> opened.routes().share(cluster.books()));
            chat = opened;
            return opened;
        } catch (IOException e) {
            LOG.error("chat cannot be opened", e);
            return null;
        }
    }

    private void obeyed(String person, String act, String about) {
        AuditActor actor = new AuditActor(Optional.of(person), AuditActor.Way.ROOM, Optional.empty());
        storage.audit()
                .record(new AuditRecord(
                        clock.instant(), act, AuditRecord.Result.DONE, actor, OptionalLong.empty(), about, ""))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.error("record of the audit log is lost act={}", act, failure);
                    }
                });
    }

    /** Follows the configuration: to be called after each change, and now and then. */
    public void follow() {
        Optional<Chat> open = chat();
        // When the configuration has lost the section, the connections end.
        Chat known = open.orElse(chat);
        if (known != null) {
            known.follow();
        }
    }

    /** Leaves the connections to another server until {@link #follow} is called again. Messages are planned all the same. */
    public void rest() {
        Chat known = chat;
        if (known != null) {
            known.rest();
        }
    }

    /** Returns the addresses of routes, which are open while chat is configured and public. */
    public SenderRoute doors(Function<SignedSenderType, Protocol> protocols, Spool spool, InstantSource time) {
        return new SenderRoute() {
            private volatile @Nullable RouteDoors doors;

            @Override
            public Optional<Sender> at(String path, HeaderFields headers) {
                Optional<ChatOptions> current = options.get();
                if (current.isEmpty() || !current.get().publicDoors()) {
                    return Optional.empty();
                }
                RouteDoors known = doors;
                if (known == null) {
                    known = RouteDoors.of(protocols, ChatGate.this::token, spool, time);
                    doors = known;
                }
                return known.at(path, headers);
            }
        };
    }

    /** Returns the addresses to which services post commands, which are open for accounts with a secret for them. */
    public SenderRoute commands(ReplayGuard replayGuard) {
        return new SenderRoute() {
            private volatile @Nullable CommandDoor door;

            @Override
            public Optional<Sender> at(String path, HeaderFields headers) {
                Optional<Chat> open = chat();
                if (open.isEmpty()) {
                    return Optional.empty();
                }
                CommandDoor known = door;
                if (known == null) {
                    known = new CommandDoor(ChatGate.this::postedCommands, open.get()::commands, replayGuard, clock);
                    door = known;
                }
                return known.at(path, headers);
            }
        };
    }

    private Optional<PostedCommands> postedCommands(String account) {
        return options.get()
                .map(current -> current.accounts().get(account))
                .map(AccountOptions::login)
                .filter(CommandLogin.class::isInstance)
                .flatMap(login -> ((CommandLogin) login).commands());
    }

    private Optional<String> token(String repo, String family) {
        return chat().flatMap(open -> open.routes().token(repo, family));
    }

    /** Returns what is wrong in chat, each in words. */
    public List<String> troubles() {
        Chat known = chat;
        return known == null || options.get().isEmpty() ? List.of() : known.troubles();
    }

    @Override
    public String kind() {
        return Chat.KIND;
    }

    @Override
    public boolean mayBlock() {
        return options.get().isPresent();
    }

    @Override
    public boolean plansDeletions() {
        return options.get().isPresent();
    }

    @Override
    public OptionalInt workers() {
        return OptionalInt.of(WORKERS);
    }

    /** Needs no open chat: after a restart the first messages are limited, too. */
    @Override
    public List<Share> shares(Planned planned) {
        Chat known = chat;
        return options.get()
                .map(current -> RoomShares.of(
                        current, planned.name(), WORKERS, room -> known != null && known.isUnreachable(room)))
                .orElse(List.of());
    }

    @Override
    public Plan plan(Delivery delivery) {
        // Asked first, because what follows loads classes of chat.
        if (options.get().isEmpty()) {
            return new Plan.Actions(List.of());
        }
        return chat().map(open -> open.plan(delivery)).orElseGet(() -> new Plan.Actions(List.of()));
    }

    @Override
    public List<Action> follow(Delivery delivery, List<Action> planned) {
        return options.get().isEmpty()
                ? List.of()
                : chat().map(open -> open.follow(delivery, planned)).orElse(List.of());
    }

    @Override
    public String noun() {
        return "message";
    }

    @Override
    public String nameKey() {
        return "room";
    }

    @Override
    public Action restore(Planned planned) {
        return new RestoredMessage(planned);
    }

    /** A message leaves nothing running. */
    @Override
    public boolean endSurvivors(Planned planned, String token) {
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        Chat known = chat;
        if (known != null) {
            known.close();
        }
    }

    /** A message of an earlier server, which is restored when it runs: chat may be configured by then, or not any more. */
    private final class RestoredMessage extends GatedAction {

        RestoredMessage(Planned planned) {
            super(planned);
        }

        @Override
        Optional<Action> restored() {
            Optional<Chat> open = chat();
            return open.isPresent() ? Optional.of(open.get().restore(planned())) : Optional.empty();
        }

        @Override
        Outcome away() {
            return options.get().isEmpty()
                    ? Outcome.without(Ending.VANISHED, null, "the configuration no longer has chat")
                            .with(new RetryAdvice.Never())
                    : Outcome.failed("chat cannot be opened, see the log", RetryAdvice.ANY_TIME);
        }
    }
}
