package dev.jenvoy.cli.endpoint;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.sender.registry.SenderTypes;
import dev.jenvoy.sender.type.SenderType;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** Identifies the endpoint of a command, and prints responses about it. */
final class EndpointName {

    static final String BASE = "/conduit/webhooks";

    /** Names the senders that endpoints can be registered for, for the help text and for the shell's completion. */
    static final class ProviderNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SenderTypes.defaultFirst(SenderTypes.ALL.stream()
                            .filter(SenderType::hasEndpoints)
                            .map(type -> type.identity().name()))
                    .iterator();
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "PROVIDER",
            completionCandidates = ProviderNames.class,
            description = "The sender: ${COMPLETION-CANDIDATES}.")
    private String provider = "";

    @Parameters(index = "1", paramLabel = "REPO_ID", description = "Its name in the address.")
    private String repoId = "";

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("provider", provider);
        json.addProperty("repo_id", repoId);
        return json;
    }

    Map<String, List<String>> parameters() {
        return Map.of("provider", List.of(provider), "repo_id", List.of(repoId));
    }

    /** Returns the data of a successful response. */
    static JsonObject data(AdminClient.Reply reply) throws AdminFailure {
        JsonObject json = reply.json();
        if (reply.status() >= 300) {
            String number = json.get("error_msg") instanceof JsonPrimitive words ? words.getAsString() + ": " : "";
            throw new AdminFailure(TerminalText.line(number) + reply.error());
        }
        return JsonView.object(json, "data");
    }

    /** Prints the result, with a new secret on its own line. It is shown only this once. */
    static int print(CommandOutput screen, AdminClient.Reply reply) throws AdminFailure {
        JsonObject data = data(reply);
        if (screen.json()) {
            screen.object(reply.json());
            return ExitCode.OK;
        }
        screen.line("Address  " + JsonView.text(data, "uri"));
        screen.line("Accepts  deliveries of " + JsonView.text(data, "repo_path"));
        if (data.has("secret")) {
            screen.line("Secret   " + JsonView.text(data, "secret"));
        }
        if (data.has("old_secret_until")) {
            screen.line("The old secret is accepted until " + JsonView.time(data, "old_secret_until") + ".");
        }
        if (data.has("secret")) {
            screen.line("This secret cannot be shown again.");
        }
        return ExitCode.OK;
    }
}
