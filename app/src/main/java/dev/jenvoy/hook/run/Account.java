package dev.jenvoy.hook.run;

/**
 * The account of the server's user, from the system's list of users.
 *
 * @param name its name, empty if the list has no entry for this user's number
 * @param home its home folder
 */
public record Account(String name, String home) {

    /** The home of a user without an entry, as in containers. */
    private static final String NO_HOME = "/";

    /** Returns the account of this process, as the JVM read it at its start. */
    public static Account ofThisProcess() {
        return new Account(known("user.name", ""), known("user.home", NO_HOME));
    }

    /** Returns a property. The JVM sets it to "?" if the list has no entry for the user. */
    private static String known(String property, String otherwise) {
        String value = System.getProperty(property, "");
        return value.isEmpty() || value.equals("?") ? otherwise : value;
    }
}
