package dev.jenvoy.cli.chat;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.admin.SecretReference;
import dev.jenvoy.cli.base.CommandOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets the token of a repository. */
@Command(
        name = "token",
        description = "Sets the token with which a repository's sender proves itself at /repohook or /travis.",
        mixinStandardHelpOptions = true)
final class ChatTokenCommand extends AdminCommand {

    private static final int MAX_TOKEN_BYTES = 4_000;

    @Parameters(index = "0", paramLabel = "REPO", description = "owner/name.")
    private String repo = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "REFERENCE",
            description = "The token: env:NAME, file:PATH, or - for standard input.")
    private @Nullable String reference;

    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            completionCandidates = ChatWords.Families.class,
            description = "One of: ${COMPLETION-CANDIDATES}. Default: that of the repository, else github.")
    private String family = "-";

    @Option(names = "--remove", description = "Remove the token.")
    private boolean remove;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure, IOException {
        String path = ChatReply.tokenPath(family.toLowerCase(Locale.ROOT), repo);
        if (path.isEmpty()) {
            throw wrong("REPO: expected owner/name");
        }
        if (remove == (reference != null)) {
            throw wrong("Expected either a reference to the token, or --remove");
        }
        if (reference == null) {
            return ChatReply.print(screen, server.send("DELETE", path, null));
        }
        JsonObject body = new JsonObject();
        body.addProperty(
                "token", reference.equals("-") ? typed() : SecretReference.follow("token", reference, surroundings()));
        return ChatReply.print(screen, server.send("PUT", path, body));
    }

    private static String typed() throws IOException, AdminFailure {
        String token = new String(System.in.readNBytes(MAX_TOKEN_BYTES), StandardCharsets.UTF_8).strip();
        if (token.isEmpty()) {
            throw new AdminFailure("standard input is empty");
        }
        return token;
    }
}
