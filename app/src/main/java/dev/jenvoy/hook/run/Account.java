package dev.jenvoy.hook.run;

/**
 * The account that the server runs under, as the system's list of users has it.
 *
 * @param name its name, empty where the list has none for this user's number
 * @param home its home folder
 */
public record Account(String name, String home) {

    /** What a container gives a user whom the list does not know. */
    private static final String NO_HOME = "/";

    /** The account of this process, as the JVM read it at its start. */
    public static Account ofThisProcess() {
        return new Account(known("user.name", ""), known("user.home", NO_HOME));
    }

    /** The JVM says "?" where the list has no such user. */
    private static String known(String property, String otherwise) {
        String value = System.getProperty(property, "");
        return value.isEmpty() || value.equals("?") ? otherwise : value;
    }
}
