package dev.jenvoy.cli.serve;

import dev.jenvoy.cli.base.CalledAs;
import dev.jenvoy.config.ConfigFile;
import java.io.PrintWriter;
import java.nio.file.Path;

/** What a first start says: the secret, this once, and what to paste where on GitHub. */
public final class Welcome {

    private Welcome() {}

    /**
     * Prints the secret of a first start, and what to do with it.
     *
     * @param folder where the program was called
     */
    public static void print(PrintWriter out, String secret, int port, ConfigFile file, Path folder) {
        String named = file.path().equals(folder.resolve("config.json"))
                ? ""
                : " --config " + CalledAs.quoted(file.path().toString());
        out.println();
        out.println("This is the first start here: a configuration with a fresh secret has been written.");
        out.println("On GitHub, in the repository's or the organisation's Settings > Webhooks > Add webhook, enter:");
        out.println();
        out.println("  Payload URL   http://YOUR-HOST:" + port + "/    (https:// behind a proxy, see docs/how-to)");
        out.println("  Content type  application/json");
        out.println("  Secret        " + secret);
        out.println("  Events        Send me everything, or what your hooks are for");
        out.println();
        out.println("The secret is not shown again; it is in the configuration, which only you can read.");
        out.println("Try it now, in a second terminal:  " + CalledAs.words() + " send push" + named);
        out.println();
        out.flush();
    }
}
