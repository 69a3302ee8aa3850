package dev.jenvoy.forge.options;

import dev.jenvoy.http.WebAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One entry of {@code forges.hosts}: the credentials for all repositories of a host, or for those below a path.
 *
 * @param host the host in the addresses of repositories, in lower case; with a port if they have one
 * @param path the owner, group or repository for which it counts, in lower case; empty: all of the host
 * @param kind what the host runs
 * @param api the address below which its API is
 * @param webhooksOf repositories, and organisations of GitHub, whose webhooks are searched for missed deliveries although no
 *     delivery of them may have arrived
 */
public record ForgeOptions(
        String host,
        String path,
        ForgeKind kind,
        WebAddress api,
        ForgeCredentials credentials,
        List<String> webhooksOf) {

    public ForgeOptions {
        webhooksOf = List.copyOf(webhooksOf);
        if (credentials instanceof ForgeCredentials.App && kind != ForgeKind.GITHUB) {
            throw new IllegalArgumentException("only GitHub has Apps");
        }
    }

    /** Returns the key of the entry. */
    public String name() {
        return path.isEmpty() ? host : host + "/" + path;
    }

    /** Returns whether it counts for a repository of this host, with this path. */
    boolean covers(String repositoryHost, String repository) {
        String lower = repository.toLowerCase(Locale.ROOT);
        return host.equals(repositoryHost) && (path.isEmpty() || lower.equals(path) || lower.startsWith(path + "/"));
    }

    /** Returns the account of a token that is sent as its password. */
    public Optional<String> user() {
        return credentials instanceof ForgeCredentials.Token token ? token.user() : Optional.empty();
    }
}
