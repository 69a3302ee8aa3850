package dev.jenvoy.cli.help;

import dev.jenvoy.cli.serve.ServerRunner;
import picocli.CommandLine.IVersionProvider;

/** Returns the version from the jar. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"jenvoy " + ServerRunner.version(), "Java " + System.getProperty("java.version")};
    }
}
