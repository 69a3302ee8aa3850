package dev.jenvoy.cli;

import picocli.CommandLine.IVersionProvider;

/** The version as the jar says it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"jenvoy " + Serving.version(), "Java " + System.getProperty("java.version")};
    }
}
