package dev.jenvoy.chat.command;

import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.route.RouteBook;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Gives each account its receiver of commands, always the same one. All commands are carried out on one thread, one after
 * the other, which exists only while there are some. What a hundred others wait before is dropped. Safe for use by several
 * threads.
 */
public final class CommandDesk implements Function<String, CommandReceiver> {

    private static final int IDLE_SECONDS = 10;
    private static final int MAX_WAITING = 100;

    private final Supplier<ChatOptions> options;
    private final RouteCommands commands;
    private final CommandListener listener;
    private final LongSupplier nanos;
    private final ThreadPoolExecutor executor;
    private final Map<String, CommandReceiver> receivers = new ConcurrentHashMap<>();

    /**
     * @param options the section of the configuration in force
     * @param listener hears of commands that changed something
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    public CommandDesk(RouteBook book, Supplier<ChatOptions> options, CommandListener listener, LongSupplier nanos) {
        this.options = options;
        this.listener = listener;
        this.commands = new RouteCommands(book, options);
        this.nanos = nanos;
        this.executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "chat-commands");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public CommandReceiver apply(String account) {
        return receivers.computeIfAbsent(
                account, name -> new AccountCommands(name, options, commands, listener, executor, nanos));
    }
}
