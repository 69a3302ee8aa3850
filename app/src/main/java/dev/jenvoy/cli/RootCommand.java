package dev.jenvoy.cli;

/** The command that all others are subcommands of. */
public interface RootCommand {

    /** What its subcommands see of the machine. */
    Surroundings surroundings();
}
