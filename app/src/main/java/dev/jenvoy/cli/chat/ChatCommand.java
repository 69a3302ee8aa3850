package dev.jenvoy.cli.chat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Manages chat. */
@Command(
        name = "chat",
        description = "Manages chat messages: rooms, routes, tokens, and the messages themselves.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ChatRoomsCommand.class,
            ChatTestCommand.class,
            ChatSayCommand.class,
            ChatRenderCommand.class,
            ChatLogCommand.class,
            ChatRetryCommand.class,
            ChatDropCommand.class,
            ChatRouteCommand.class,
            ChatRoutesCommand.class,
            ChatDefaultsCommand.class,
            ChatTokenCommand.class,
            ChatRemoveCommand.class,
            ChatConfigCommand.class,
            ChatResetCommand.class,
            ChatExportCommand.class,
            ChatImportCommand.class
        })
public final class ChatCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "Missing subcommand: rooms, test, say, render, log, retry, drop, route, routes, defaults, token, remove,"
                        + " config, reset, export or import");
    }
}
