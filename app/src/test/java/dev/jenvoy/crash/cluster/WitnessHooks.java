package dev.jenvoy.crash.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Hooks of all policies that write down when they begin and end, and which of their queue they meet. */
final class WitnessHooks {

    /** Repositories whose deliveries run the hooks. In {@link #LATEST} a newer delivery replaces those that wait. */
    static final List<String> REPOSITORIES = List.of("r1", "r2", "r3", "r4", "late");

    static final String LATEST = "late";

    /** The event of deliveries that kill their server. */
    static final String POISONOUS = "fork";

    /** Their events: most deliveries are ordered. */
    static final List<String> EVENTS = List.of("push", "push", "push", "push", "release", "star");

    /**
     * A run holds the lock of its queue. A lock that is taken means that another run is alive. What it prints names it.
     */
    private static final String SCRIPT = """
        #!/bin/sh
        record=%1$s
        queue="%2$s"
        %3$s
        echo "begun $JENVOY_DELIVERY %4$s $JENVOY_ATTEMPT $queue ${JENVOY_FENCE:-0} ${JENVOY_SERVER:-0} $JENVOY_RUN" >>"$record"%6$s
        sleep %5$s 9>&-
        echo "ran-$JENVOY_RUN"
        echo "ended $JENVOY_DELIVERY %4$s $JENVOY_RUN" >>"$record"
        """;

    private static final String LOCK = """
        exec 9>>"%1$s/lock-$(echo "$queue" | tr /: __)"
        flock -n 9 || echo "overlapped $queue $JENVOY_RUN" >>"$record"\
        """;

    /** Kills the server once for each dose of the delivery that is left, and does not end by itself afterwards. */
    private static final String POISON = """

        for dose in %1$s/poison/"$JENVOY_DELIVERY"-*; do
          rm "$dose" 2>/dev/null || continue
          echo "poisoned $JENVOY_DELIVERY $JENVOY_SERVER $JENVOY_RUN" >>"$record"
          kill -9 "$PPID"
          sleep 60
        done\
        """;

    private static final String SCOPE = "$JENVOY_OWNER/$JENVOY_REPO";

    /** How each hook runs, as the configuration says it. */
    static final Map<String, String> CONCURRENCY = Map.of(
            "push",
            "ordered",
            "push-" + LATEST,
            "latest",
            "release",
            "exclusive",
            "star",
            "parallel",
            POISONOUS,
            "ordered");

    private WitnessHooks() {}

    /** Has a delivery kill the servers that run it, so many times. */
    static void poison(Path folder, String id, int doses) throws IOException {
        Path poison = Files.createDirectories(folder.resolve("poison"));
        for (int dose = 1; dose <= doses; dose++) {
            Files.createFile(poison.resolve(id + "-" + dose));
        }
    }

    /** Writes the hooks into a folder. */
    static void write(Path folder, Path record) throws IOException {
        String lock = LOCK.formatted(record.getParent());
        write(folder, record, "push", "ordered:push:" + SCOPE, lock, "0.0$((JENVOY_FENCE % 7 + 2))");
        write(folder, record, "push-" + LATEST, "latest:push-" + LATEST + ":" + SCOPE, lock, "0.2");
        write(folder, record, "release", "exclusive:release", lock, "0.02");
        String poison = POISON.formatted(record.getParent());
        write(folder, record, POISONOUS, "ordered:" + POISONOUS + ":" + SCOPE, lock, "0.1", poison);
        write(folder, record, "star", "parallel:star:" + SCOPE, "", "0.1");
    }

    private static void write(Path folder, Path record, String name, String queue, String lock, String seconds)
            throws IOException {
        write(folder, record, name, queue, lock, seconds, "");
    }

    private static void write(
            Path folder, Path record, String name, String queue, String lock, String seconds, String poison)
            throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(name);
        Files.writeString(file, SCRIPT.formatted(record, queue, lock, name, seconds, poison));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
