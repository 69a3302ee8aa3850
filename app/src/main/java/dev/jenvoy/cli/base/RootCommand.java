package dev.jenvoy.cli.base;

/** The command that all others are subcommands of. */
public interface RootCommand {

    /** What its subcommands see of the machine. */
    Surroundings surroundings();
}
