package dev.jenvoy.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version as the jar says it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"jenvoy " + text(), "Java " + System.getProperty("java.version")};
    }

    static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "(from classes)");
    }
}
