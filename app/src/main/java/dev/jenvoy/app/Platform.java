package dev.jenvoy.app;

import dev.jenvoy.hook.FolderLook;
import dev.jenvoy.sender.http.HttpFetcher;
import dev.jenvoy.sender.sns.SnsParts;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/**
 * The surroundings of a server that its configuration does not define.
 *
 * @param environment the environment variables
 * @param clock the time, and the zone of file names
 * @param githubMeta GitHub's meta endpoint
 * @param aws fetches what messages of AWS refer to
 * @param look looks at the hooks folder
 */
public record Platform(Map<String, String> environment, Clock clock, URI githubMeta, HttpFetcher aws, FolderLook look) {

    public Platform {
        environment = Map.copyOf(environment);
    }

    /** Returns a platform without connections to the outside. Nothing listens on port 1. */
    public static Platform alone(Map<String, String> environment) {
        return new Platform(
                environment,
                Clock.system(ZoneId.systemDefault()),
                URI.create("http://127.0.0.1:1/meta"),
                (uri, headers) -> new HttpFetcher.Answer.Failed("no connections to the outside"),
                FolderLook.MACHINE);
    }

    /** Returns this machine, with these variables. */
    public static Platform of(Map<String, String> environment) {
        return new Platform(
                environment,
                Clock.system(ZoneId.systemDefault()),
                URI.create("https://api.github.com/meta"),
                SnsParts.https(),
                FolderLook.MACHINE);
    }
}
