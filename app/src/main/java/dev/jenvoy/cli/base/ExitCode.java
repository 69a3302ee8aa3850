package dev.jenvoy.cli.base;

/**
 * The exit codes of the commands. Wrong usage is 2, which picocli gives; a server that ends itself at once has
 * {@link dev.jenvoy.app.FailStop#CODE}.
 */
public final class ExitCode {

    /** The command did what it was asked to do, and the thing asked about is fine. */
    public static final int OK = 0;

    /** The thing asked about is bad, or the command failed. */
    public static final int FAILED = 1;

    private ExitCode() {}
}
