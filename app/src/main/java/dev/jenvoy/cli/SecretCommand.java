package dev.jenvoy.cli;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a secret. */
@Command(
        name = "secret",
        description = "Prints a fresh secret: 256 random bits as hex.",
        mixinStandardHelpOptions = true)
final class SecretCommand implements Callable<Integer> {

    private static final int BYTES = 32;

    @Spec
    @org.jspecify.annotations.Nullable
    private CommandSpec spec;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        String secret = HexFormat.of().formatHex(bytes);
        java.util.Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println(json ? "{\"secret\": \"" + secret + "\"}" : secret);
        return Main.FINE;
    }
}
