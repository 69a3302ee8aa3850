package dev.jenvoy.cli.chat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.chat.compose.Composed;
import dev.jenvoy.chat.compose.Composer;
import dev.jenvoy.chat.compose.Style;
import dev.jenvoy.chat.compose.model.MessageJson;
import dev.jenvoy.chat.compose.template.TemplateFlaw;
import dev.jenvoy.chat.compose.template.Templates;
import dev.jenvoy.chat.kind.RoomKinds;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.options.RoomOptions;
import dev.jenvoy.chat.text.PlainRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.config.ChatSection;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.LoadResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what a message would say. Sends nothing, and calls no server. */
@Command(
        name = "render",
        description = {
            "Shows the message about a payload in a file. Sends nothing, and needs no server.",
            "Without --as and --room, as plain text. Only --room reads the configuration."
        },
        mixinStandardHelpOptions = true)
final class ChatRenderCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final RenderedPayload.Options payload = new RenderedPayload.Options();

    @Option(
            names = "--as",
            paramLabel = "KIND",
            completionCandidates = ChatWords.Kinds.class,
            description = "As this kind of service gets it: ${COMPLETION-CANDIDATES}.")
    private @Nullable String kind;

    @Option(names = "--room", paramLabel = "ROOM", description = "As this room of the configuration gets it.")
    private @Nullable String room;

    @Option(names = "--templates", paramLabel = "FOLDER", description = "The folder of the templates.")
    private @Nullable Path templates;

    @Option(names = "--model", description = "Show the values that templates can use.")
    private boolean model;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    /** How the message is to be shown. */
    private record Shape(Renderer renderer, Style style, Optional<Path> templates) {}

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }

    private Surroundings surroundings() {
        return ((RootCommand) command().root().userObject()).surroundings();
    }

    @Override
    public Integer call() throws IOException, AdminFailure {
        if (kind != null && room != null) {
            throw wrong("Use either --as or --room");
        }
        Shape shape = room == null ? ofKind() : ofRoom(room);
        Optional<Templates> read = shape.templates().map(Templates::read);
        PrintWriter err = command().commandLine().getErr();
        for (TemplateFlaw flaw : read.map(Templates::flaws).orElse(List.of())) {
            err.println("jenvoy: template not used: " + TerminalText.line(flaw.toString()));
        }
        JsonArray all = new JsonArray();
        for (Message message : RenderedPayload.read(payload, surroundings().folder())) {
            all.add(show(message, shape, read, err));
        }
        if (json) {
            JsonObject whole = new JsonObject();
            whole.add("messages", all);
            command().commandLine().getOut().println(TerminalText.pretty(whole));
        }
        return ExitCode.OK;
    }

    private JsonObject show(Message message, Shape shape, Optional<Templates> read, PrintWriter err) {
        Composed composed = Composer.compose(message, read, shape.style(), shape.renderer(), Duration.ZERO);
        composed.templateTrouble().ifPresent(trouble -> err.println("jenvoy: " + TerminalText.line(trouble)));
        String text = composed.text().isEmpty() ? "" : shape.renderer().render(composed.text());
        String values = MessageJson.pretty(message, shape.renderer().maxCommits());
        PrintWriter out = command().commandLine().getOut();
        if (!json) {
            out.println(TerminalText.lines(model ? values : text));
        }
        JsonObject shown = new JsonObject();
        shown.addProperty("text", text);
        shown.addProperty("subject", composed.subject());
        if (model) {
            shown.add("model", JsonParser.parseString(values));
        }
        return shown;
    }

    private Shape ofKind() {
        Optional<Path> folder = Optional.ofNullable(templates)
                .map(path -> surroundings().folder().resolve(path));
        if (kind == null) {
            return new Shape(new PlainRenderer(), Style.FULL, folder);
        }
        RoomKinds kinds = new RoomKinds();
        return new Shape(
                kinds.find(kind)
                        .orElseThrow(() ->
                                wrong("--as: no kind " + kind + "; there are: " + String.join(", ", kinds.names())))
                        .renderer(),
                Style.FULL,
                folder);
    }

    private Shape ofRoom(String name) throws AdminFailure {
        ConfigFile file = config.locate(command(), surroundings());
        if (!(file.load() instanceof LoadResult.Loaded loaded)) {
            throw new AdminFailure("the configuration cannot be used; \"jenvoy check\" says why");
        }
        ChatOptions chat = loaded.config()
                .get(ChatSection.GROUP)
                .orElseThrow(() -> new AdminFailure("the configuration has no \"chat\""));
        RoomOptions found = Optional.ofNullable(chat.rooms().get(name))
                .orElseThrow(() -> new AdminFailure("no room " + TerminalText.line(name) + "; there are: "
                        + String.join(", ", chat.rooms().keySet())));
        Renderer renderer = new RoomKinds().find(found.kind()).orElseThrow().renderer();
        Optional<Path> folder = templates == null
                ? chat.templates()
                : Optional.of(surroundings().folder().resolve(templates));
        return new Shape(renderer, found.isShort() ? Style.SHORT : Style.FULL, folder);
    }

    private ParameterException wrong(String words) {
        return new ParameterException(command().commandLine(), words);
    }
}
