package dev.jenvoy.cli.serve;

import dev.jenvoy.cli.base.CalledAs;
import dev.jenvoy.config.ConfigFile;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Prints the secret at a first start, and what to enter on GitHub. */
public final class Welcome {

    private Welcome() {}

    /**
     * Prints the secret of a first start, and what to do with it.
     *
     * @param folder the working folder
     */
    public static void print(PrintWriter out, String secret, int port, ConfigFile file, Path folder) {
        String named = file.path().equals(folder.resolve("config.json"))
                ? ""
                : " --config " + CalledAs.quoted(file.path().toString());
        out.println();
        out.println("First start: a configuration with a new secret was created.");
        out.println("On GitHub, in the repository's or the organisation's Settings > Webhooks > Add webhook, enter:");
        out.println();
        out.println("  Payload URL   http://YOUR-HOST:" + port + "/    (https:// behind a proxy, see docs/how-to)");
        out.println("  Content type  application/json");
        out.println("  Secret        " + secret);
        out.println("  Events        Send me everything, or the events of your hooks");
        out.println();
        out.println("The secret is not shown again; it is in the configuration, which only you can read.");
        out.println("Try it now, in a second terminal:  " + CalledAs.words() + " send push" + named);
        out.println();
        out.flush();
    }
}
