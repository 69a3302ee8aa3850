package dev.jenvoy.cli.serve;

import dev.jenvoy.cli.base.CalledAs;
import dev.jenvoy.config.ConfigFile;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Says what to enter on GitHub, and how to try the server: at each start until a first delivery has come. */
public final class Welcome {

    private final PrintWriter out;
    private final ConfigFile file;
    private final String named;
    private final boolean isSecure;

    /**
     * @param out receives the lines
     * @param file the configuration
     * @param folder the working folder
     * @param isSecure whether the server takes HTTPS
     */
    public Welcome(PrintWriter out, ConfigFile file, Path folder, boolean isSecure) {
        this.out = out;
        this.file = file;
        this.isSecure = isSecure;
        this.named = file.path().equals(folder.resolve("config.json"))
                ? ""
                : " --config " + CalledAs.quoted(file.path().toString());
    }

    /** Prints the secret of a first start, and what to do with it. */
    public void first(String secret, int port) {
        out.println();
        out.println("First start: a configuration with a new secret was created.");
        github(secret, port);
        out.println("The secret is also in the configuration, which only you can read.");
        tryIt();
    }

    /** Prints what to do as long as no delivery has come. Shows no secret, because services keep what a start prints. */
    public void again(int port) {
        out.println();
        out.println("No delivery has come yet.");
        github("the enforce_secret of " + file.path(), port);
        tryIt();
    }

    private void github(String secret, int port) {
        out.println("On GitHub, in the repository's or the organisation's Settings > Webhooks > Add webhook, enter:");
        out.println();
        out.println("  Payload URL   "
                + (isSecure
                        ? "https://YOUR-HOST:" + port + "/"
                        : "http://YOUR-HOST:" + port + "/    (https:// behind a proxy, see docs/how-to)"));
        out.println("  Content type  application/json");
        out.println("  Secret        " + secret);
        out.println("  Events        Send me everything, or the events of your hooks");
        out.println();
    }

    private void tryIt() {
        out.println("Try it now, in a second terminal:  " + CalledAs.words() + " send push" + named);
        out.println();
        out.flush();
    }
}
