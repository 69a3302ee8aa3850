package dev.jenvoy.chat.command;

import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.room.CommandReply;
import dev.jenvoy.chat.room.IncomingCommand;
import dev.jenvoy.chat.room.ReplyReceiver;
import dev.jenvoy.chat.text.HarmlessText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the commands of one account. Obeys admins of the account alone, by the identity that the service vouches for;
 * everybody may read the help. Others get one line a minute, admins one command a second.
 */
final class AccountCommands implements CommandReceiver {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");

    private static final Duration ADMIN_PACE = Duration.ofSeconds(1);
    private static final Duration STRANGER_PACE = Duration.ofMinutes(1);
    private static final int MAX_LINES = 60;
    private static final int MAX_REPLY_CHARS = 8_000;
    private static final int MAX_PERSON_CHARS = 100;
    private static final int MAX_ABOUT_CHARS = 300;

    private final String account;
    private final Supplier<ChatOptions> options;
    private final RouteCommands commands;
    private final CommandListener listener;
    private final Executor executor;
    private final CommandPace admins;
    private final CommandPace strangers;

    /**
     * @param listener hears of commands that were carried out
     * @param executor runs what may wait for the disk, and the replies; rejects what would wait behind too many others
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    AccountCommands(
            String account,
            Supplier<ChatOptions> options,
            RouteCommands commands,
            CommandListener listener,
            Executor executor,
            LongSupplier nanos) {
        this.account = account;
        this.options = options;
        this.commands = commands;
        this.listener = listener;
        this.executor = executor;
        this.admins = new CommandPace(ADMIN_PACE, nanos);
        this.strangers = new CommandPace(STRANGER_PACE, nanos);
    }

    @Override
    public void received(IncomingCommand command, ReplyReceiver reply) {
        SpokenCommand read = CommandParser.read(command.text());
        // A secret in a room is to go, also one that a stranger wrote.
        boolean exposed = read.showsToken() && !command.privately();
        if (!isAdmin(command.person())) {
            // All people without an identity count as one: they can change their names.
            if (strangers.admits(command.person().orElse(""))) {
                execute(() -> stranger(command, read, exposed, reply), reply);
            } else {
                reply.noReply();
            }
        } else if (!admins.admits(command.person().get())) {
            execute(() -> reply.accept(new CommandReply("one command a second, please", exposed)), reply);
        } else if (exposed) {
            execute(
                    () -> reply.accept(new CommandReply("not here: use a private message or jenvoy chat token", true)),
                    reply);
        } else {
            execute(() -> obey(command, read, reply), reply);
        }
    }

    private void execute(Runnable task, ReplyReceiver reply) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.warn("command dropped, too many wait account={}", account);
            reply.noReply();
        }
    }

    private boolean isAdmin(Optional<String> person) {
        return person.isPresent()
                && Optional.ofNullable(options.get().accounts().get(account))
                        .filter(known -> known.admins().contains(person.get()))
                        .isPresent();
    }

    private void stranger(IncomingCommand command, SpokenCommand read, boolean exposed, ReplyReceiver reply) {
        if (read instanceof SpokenCommand.Help) {
            reply.accept(new CommandReply(commands.run(read, "").text(), false));
            return;
        }
        LOG.info("command refused, not of an admin account={} person=\"{}\"", account, shown(command.person()));
        reply.accept(new CommandReply("only admins of this account may", exposed));
    }

    private void obey(IncomingCommand command, SpokenCommand read, ReplyReceiver reply) {
        String by = shown(command.person()) + " at " + account;
        LOG.info(
                "command account={} person=\"{}\" command={}",
                account,
                shown(command.person()),
                read.getClass().getSimpleName());
        String text;
        try {
            SpokenReply done = commands.run(read, by);
            text = fit(done.lines());
            if (done.end() == SpokenReply.End.DONE) {
                tell(read, by);
            }
        } catch (RuntimeException e) {
            LOG.error("command failed account={}", account, e);
            text = "internal error; see the log";
        }
        reply.accept(new CommandReply(text, false));
    }

    private void tell(SpokenCommand read, String by) {
        if (read instanceof SpokenCommand.PutRoute route) {
            String events = route.words().isEmpty() ? "" : ", events " + String.join(" ", route.words());
            listener.obeyed(by, "chat_route", line("repo " + route.repo() + ", room " + route.room() + events));
        } else if (read instanceof SpokenCommand.Remove remove) {
            String room = remove.room().map(name -> ", room " + name).orElse("");
            listener.obeyed(by, "chat_route_remove", line("repo " + remove.repo() + room));
        } else if (read instanceof SpokenCommand.Defaults defaults
                && !defaults.words().isEmpty()) {
            listener.obeyed(by, "chat_defaults", line("events " + String.join(" ", defaults.words())));
        } else if (read instanceof SpokenCommand.SetToken token) {
            listener.obeyed(by, "chat_token", line("repo " + token.repo()));
        } else if (read instanceof SpokenCommand.ResetAll) {
            listener.obeyed(by, "chat_reset", "");
        }
    }

    private static String line(String text) {
        return HarmlessText.line(text, MAX_ABOUT_CHARS);
    }

    /** Keeps a reply from flooding a room. */
    private static String fit(List<String> lines) {
        List<String> some = lines.size() <= MAX_LINES ? lines : lines.subList(0, MAX_LINES - 1);
        String text = HarmlessText.cut(String.join("\n", some), MAX_REPLY_CHARS);
        return some.size() == lines.size()
                ? text
                : text + "\n\u2026 and " + (lines.size() - some.size()) + " more lines: jenvoy chat shows all";
    }

    private static String shown(Optional<String> person) {
        return HarmlessText.line(person.orElse("unknown"), MAX_PERSON_CHARS).replace('"', '\'');
    }
}
