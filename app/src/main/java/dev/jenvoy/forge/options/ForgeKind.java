package dev.jenvoy.forge.options;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The programs that forges run, each with an API of its own. */
public enum ForgeKind {
    GITHUB("github"),
    GITLAB("gitlab"),
    /** Forgejo has the same API. */
    GITEA("gitea"),
    BITBUCKET("bitbucket"),
    /** Bitbucket Data Center, which shares no more than the name with the cloud. */
    BITBUCKET_SERVER("bitbucket");

    private static final Map<String, ForgeKind> KNOWN_HOSTS = Map.of(
            "github.com", GITHUB,
            "gitlab.com", GITLAB,
            "codeberg.org", GITEA,
            "gitea.com", GITEA,
            "bitbucket.org", BITBUCKET);

    private final String sender;

    ForgeKind(String sender) {
        this.sender = sender;
    }

    /** Returns the kind of a well-known host; empty for another one. */
    static Optional<ForgeKind> ofHost(String host) {
        return Optional.ofNullable(KNOWN_HOSTS.get(host));
    }

    /** Returns whether deliveries of a sender of this name come from such a forge. */
    public boolean sends(String name) {
        return sender.equals(name);
    }

    /** Returns whether deliveries of a sender of this name come from a forge. */
    public static boolean knows(String sender) {
        return Arrays.stream(values()).anyMatch(kind -> kind.sends(sender));
    }

    /** Returns whether a status cannot be written without a link. */
    public boolean needsLink() {
        return this == BITBUCKET || this == BITBUCKET_SERVER;
    }

    /** Returns the address of the API where a host has it if nothing else is said. */
    String api(String host) {
        return switch (this) {
            case GITHUB -> {
                if (host.equals("github.com")) {
                    yield "https://api.github.com";
                }
                yield host.endsWith(".ghe.com") ? "https://api." + host : "https://" + host + "/api/v3";
            }
            case GITLAB -> "https://" + host + "/api/v4";
            case GITEA -> "https://" + host + "/api/v1";
            case BITBUCKET -> "https://api.bitbucket.org/2.0";
            case BITBUCKET_SERVER -> "https://" + host + "/rest/api/latest";
        };
    }
}
