package dev.jenvoy.cli.base;

/** The command that contains all others. */
public interface RootCommand {

    /** Returns the surroundings of its subcommands. */
    Surroundings surroundings();
}
