package dev.jenvoy.config;

import dev.jenvoy.chat.compose.template.Templates;
import dev.jenvoy.chat.kind.RoomKinds;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.options.ChatOptionsReader;
import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.Problem;
import java.util.List;
import java.util.Optional;

/** Declares {@code chat}. Its classes are loaded when a file has the section. */
public final class ChatSection {

    private static final ValueType<Optional<ChatOptions>> TYPE = new ValueType<>(
            "object",
            context -> (node, place) -> read(context, node, place),
            // Asked first, because what follows loads a class of chat.
            chat -> chat.isEmpty() ? Optional.empty() : chat.map(ChatOptions::shown),
            (old, wanted, report) -> wanted,
            true);

    public static final OptionGroup<Optional<ChatOptions>> GROUP = OptionGroup.of(
            Options.of("chat", TYPE, Optional.<ChatOptions>empty())
                    .live("Accounts, rooms and routes of [chat messages](chat.md)."),
            chat -> chat);

    private ChatSection() {}

    /**
     * Returns an error for each template that cannot be used. With one a server does not start; one that runs says the
     * built-in sentence in its place. Blocks on the disk.
     */
    public static List<Problem> templates(Config config) {
        Optional<ChatOptions> chat = config.get(GROUP);
        return chat.isEmpty() ? List.of() : Reader.templates(chat.get());
    }

    private static Optional<Optional<ChatOptions>> read(ReadContext context, JsonNode node, KeyContext place) {
        boolean isOff = node instanceof JsonNode.Text text && text.value().isEmpty();
        Optional<ChatOptions> options = isOff ? Optional.empty() : Reader.read(context, node, place);
        return isOff || options.isPresent() ? Optional.of(options) : Optional.empty();
    }

    /** Loaded only when there is something to read. */
    private static final class Reader {

        static Optional<ChatOptions> read(ReadContext context, JsonNode node, KeyContext place) {
            return new ChatOptionsReader(new RoomKinds().byName(), context.secrets(), context.folder())
                    .read(node, place);
        }

        static List<Problem> templates(ChatOptions chat) {
            return chat.templates().map(folder -> Templates.read(folder).flaws()).orElse(List.of()).stream()
                    .map(flaw ->
                            new Problem(Problem.Severity.ERROR, "chat.templates", 0, 0, flaw.toString(), "", false))
                    .toList();
        }
    }
}
