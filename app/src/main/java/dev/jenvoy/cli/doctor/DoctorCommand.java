package dev.jenvoy.cli.doctor;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.cli.base.Terminal;
import dev.jenvoy.cli.hooks.CheckedConfig;
import dev.jenvoy.cli.send.TrialPing;
import dev.jenvoy.config.Config;
import dev.jenvoy.sender.github.GitHubOptions;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks for what keeps deliveries from getting through. */
@Command(
        name = "doctor",
        description = {
            "Looks for what is wrong around the server: Java, configuration, disk, permissions, hooks, ports, GitHub, the clock, and "
                    + "a signed ping through the public door.",
            "Asks GitHub's meta endpoint only if github_ips_only is on, as the server does. A ping runs no hook."
        },
        footerHeading = "%nExit codes:%n",
        footer = {"  0  no fault; there may be warnings", "  1  there is a fault", "  2  wrong usage"},
        mixinStandardHelpOptions = true)
public final class DoctorCommand extends AdminCommand {

    private static final int LEVEL_WIDTH = 9;
    private static final int SUBJECT_WIDTH = 15;

    @Option(names = "--offline", description = "Ask no other machine.")
    private boolean offline;

    @Option(
            names = "--public",
            paramLabel = "URL",
            description =
                    "Send the ping to the address that senders use, also through a proxy; and once without a signature, to "
                            + "see which address the server takes it to come from. Default: the server on this machine.")
    private @Nullable String door;

    @Option(names = "--github-meta", hidden = true, description = "Another address than that of GitHub.")
    private URI meta = URI.create("https://api.github.com/meta");

    @Override
    public int run(AdminClient server, CommandOutput screen) {
        Surroundings surroundings = surroundings();
        CheckedConfig checked = CheckedConfig.of(configFile(), surroundings.ofOnlooker());
        @Nullable Config config = checked.config();
        List<Diagnosis> all = new ArrayList<>(new MachineDiagnoses(checked, surroundings.environment()).all());
        all.addAll(new ServerDiagnoses(server, config)
                .all(
                        () -> TrialPing.prepare(offline ? null : door, configFile(), surroundings, spec()),
                        door != null && !offline));
        if (offline) {
            all.add(Diagnosis.ok("github", "not asked: --offline"));
        } else if (config != null && !config.get(GitHubOptions.GROUP).ipsOnly()) {
            all.add(Diagnosis.ok("github", "not asked: github_ips_only is off"));
        } else {
            all.addAll(new NetworkDiagnoses(meta, InstantSource.system()).all());
        }
        print(all, screen);
        return all.stream().anyMatch(one -> one.level() == Diagnosis.Level.FAULT) ? ExitCode.FAILED : ExitCode.OK;
    }

    private static void print(List<Diagnosis> all, CommandOutput screen) {
        if (screen.json()) {
            JsonArray list = new JsonArray();
            all.forEach(one -> list.add(one.json()));
            JsonObject object = new JsonObject();
            object.add("findings", list);
            screen.object(object);
            return;
        }
        for (Diagnosis one : all) {
            screen.line(
                    one.level() == Diagnosis.Level.OK
                            ? Terminal.Colour.PLAIN
                            : one.level().colour(),
                    padded(one.level().word(), LEVEL_WIDTH) + padded(one.subject(), SUBJECT_WIDTH) + one.words());
            if (!one.cure().isEmpty()) {
                screen.line(" ".repeat(LEVEL_WIDTH + SUBJECT_WIDTH) + "→ " + one.cure());
            }
        }
        long faults =
                all.stream().filter(one -> one.level() == Diagnosis.Level.FAULT).count();
        screen.line("");
        screen.line(faults == 0 ? "No fault found." : faults == 1 ? "1 fault found." : faults + " faults found.");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
