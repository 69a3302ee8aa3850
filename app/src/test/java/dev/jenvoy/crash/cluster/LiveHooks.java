package dev.jenvoy.crash.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/** The hooks of one run that are alive now. */
final class LiveHooks {

    private static final String SERVER = "JENVOY_SERVER=";

    private final String folder;

    /** @param folder that no other run has; hooks have it in their environment */
    LiveHooks(Path folder) {
        this.folder = folder.toString();
    }

    /** Returns the processes whose servers have other numbers than these. */
    List<String> notOf(Set<Long> servers) throws IOException {
        return of(number -> !servers.contains(number));
    }

    /** Returns the processes of servers with these numbers. */
    List<String> of(LongPredicate servers) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                List<String> environment = environment(process);
                if (environment.stream().anyMatch(variable -> variable.contains(folder))
                        && environment.stream()
                                .filter(variable -> variable.startsWith(SERVER))
                                .map(variable -> Long.parseLong(variable.substring(SERVER.length())))
                                .anyMatch(servers::test)) {
                    found.add(process.getFileName().toString());
                }
            }
        }
        return found;
    }

    private static List<String> environment(Path process) {
        try {
            return List.of(Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                    .split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }
}
