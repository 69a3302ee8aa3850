package dev.jenvoy.cli.base;

/**
 * The exit codes of the commands. Picocli returns 2 for wrong usage; a server that ends itself at once returns {@link
 * dev.jenvoy.app.FailStop#CODE}.
 */
public final class ExitCode {

    /** The command succeeded and found no error. */
    public static final int OK = 0;

    /** The command failed or found an error. */
    public static final int FAILED = 1;

    /** The command was used wrongly. */
    public static final int USAGE = 2;

    /** {@code status} only: no server answers. */
    public static final int NO_SERVER = 3;

    private ExitCode() {}
}
