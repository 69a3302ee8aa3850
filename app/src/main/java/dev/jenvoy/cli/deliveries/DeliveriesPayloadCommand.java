package dev.jenvoy.cli.deliveries;

import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.TerminalText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a payload. */
@Command(name = "payload", description = "Prints a delivery's payload as it was sent.", mixinStandardHelpOptions = true)
final class DeliveriesPayloadCommand extends AdminCommand {

    @Parameters(
            paramLabel = "ENTRY|ID",
            description = DeliveryReference.DESCRIPTION,
            converter = DeliveryReference.Converter.class)
    private @Nullable DeliveryReference delivery;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the payload to this file, byte for byte, instead of printing it.")
    private @Nullable Path output;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure, IOException {
        long entry = Objects.requireNonNull(delivery).entry(server);
        byte[] payload = server.bytes("/api/deliveries/" + entry + "/payload");
        if (output != null) {
            Files.write(surroundings().folder().resolve(output), payload);
            return ExitCode.OK;
        }
        // Escapes control characters, which keeps the meaning of JSON.
        screen.out().print(TerminalText.json(new String(payload, StandardCharsets.UTF_8)));
        screen.out().println();
        screen.out().flush();
        return ExitCode.OK;
    }
}
