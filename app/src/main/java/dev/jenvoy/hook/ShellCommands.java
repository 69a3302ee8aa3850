package dev.jenvoy.hook;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Facts;
import java.util.Map;

/**
 * Shell commands that the configuration defines for single branches, in addition to the hooks of the folder.
 *
 * @param source the sender whose deliveries run them
 * @param byBranch the command by {@code REPO:BRANCH}; neither name can contain a colon
 */
public record ShellCommands(String source, Map<String, String> byBranch) {

    /** The prefix of their names in responses, journal and options. No hook's name begins with it. */
    public static final String PREFIX = "cmd:";

    public ShellCommands {
        byBranch = Map.copyOf(byBranch);
    }

    /** Returns the name of the command for a delivery, whether it is configured or not. */
    public static String nameFor(Facts facts) {
        return PREFIX + facts.repository() + ":" + facts.branch();
    }

    public boolean has(Delivery delivery) {
        return delivery.key().source().equals(source)
                && byBranch.containsKey(nameFor(delivery.facts()).substring(PREFIX.length()));
    }

    /** Hides the commands, because people write tokens into them. */
    @Override
    public String toString() {
        return "ShellCommands[source=" + source + ", byBranch=" + byBranch.keySet() + "]";
    }
}
