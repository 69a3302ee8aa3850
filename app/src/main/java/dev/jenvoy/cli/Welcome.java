package dev.jenvoy.cli;

import java.io.PrintWriter;

/** What a first start tells: the secret, this once, and what to paste where on GitHub. */
final class Welcome {

    private Welcome() {}

    static void print(PrintWriter out, String secret, int port) {
        out.println();
        out.println("This is the first start here: a configuration with a fresh secret has been written.");
        out.println("On GitHub, in the repository's or the organisation's Settings > Webhooks > Add webhook, enter:");
        out.println();
        out.println("  Payload URL   http://YOUR-HOST:" + port + "/    (https:// behind a proxy, see docs/how-to)");
        out.println("  Content type  application/json");
        out.println("  Secret        " + secret);
        out.println("  Events        Send me everything, or what your hooks are for");
        out.println();
        out.println("The secret is not shown again; it stands in the configuration, which only you can read.");
        out.println("Try it now, in a second terminal:  jenvoy send push");
        out.println();
    }
}
