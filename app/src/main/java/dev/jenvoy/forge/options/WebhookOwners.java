package dev.jenvoy.forge.options;

import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code webhooks_of}, the repositories and organisations whose webhooks are searched in any case. */
final class WebhookOwners {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]{1,100}(?:/[A-Za-z0-9._~-]{1,100}){0,20}");

    static final ValueReader<List<String>> READER = ValueReaders.list(
            ValueReaders.text(NAME.asMatchPredicate(), "a repository or an organisation, such as \"acme/site\""),
            "a list like [\"acme/site\", \"acme\"]");

    private WebhookOwners() {}

    /** Returns what is wrong with the names for the forge; empty if nothing is. */
    static Optional<String> flaw(ForgeOptions forge) {
        if (forge.webhooksOf().isEmpty()) {
            return Optional.empty();
        }
        if (forge.kind() != ForgeKind.GITHUB && forge.kind() != ForgeKind.GITLAB) {
            return Optional.of("only GitHub and GitLab say what their webhooks sent");
        }
        for (String name : forge.webhooksOf()) {
            long slashes = name.chars().filter(c -> c == '/').count();
            if (slashes == 0 && forge.kind() == ForgeKind.GITLAB) {
                return Optional.of("webhooks of groups are not searched: expected a project, not \"" + name + "\"");
            }
            if (slashes == 0 && forge.credentials() instanceof ForgeCredentials.App) {
                return Optional.of("an App needs a repository that it is installed for, not \"" + name + "\"");
            }
            if (slashes > 1 && forge.kind() == ForgeKind.GITHUB) {
                return Optional.of("expected OWNER or OWNER/REPOSITORY, not \"" + name + "\"");
            }
            if (!forge.covers(forge.host(), name)) {
                return Optional.of("\"" + name + "\" is not below \"" + forge.path() + "\"");
            }
        }
        return Optional.empty();
    }
}
