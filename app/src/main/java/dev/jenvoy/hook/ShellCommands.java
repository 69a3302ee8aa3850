package dev.jenvoy.hook;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Facts;
import java.util.Map;

/**
 * Shell commands that the configuration names for single branches, besides the hooks of the folder.
 *
 * @param source the sender whose deliveries run them
 * @param byBranch the command by {@code REPO:BRANCH}; neither name can hold a colon
 */
public record ShellCommands(String source, Map<String, String> byBranch) {

    /** What the names of these begin with in answers, journal and options; no file of a hook's name does. */
    public static final String PREFIX = "cmd:";

    public ShellCommands {
        byBranch = Map.copyOf(byBranch);
    }

    /** The name under which a delivery's command is run; whether there is one is not said. */
    public static String nameFor(Facts facts) {
        return PREFIX + facts.repository() + ":" + facts.branch();
    }

    public boolean has(Delivery delivery) {
        return delivery.key().source().equals(source)
                && byBranch.containsKey(nameFor(delivery.facts()).substring(PREFIX.length()));
    }

    /** Never shows a command: people write tokens into them. */
    @Override
    public String toString() {
        return "ShellCommands[source=" + source + ", byBranch=" + byBranch.keySet() + "]";
    }
}
