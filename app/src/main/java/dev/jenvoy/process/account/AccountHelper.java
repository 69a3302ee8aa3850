package dev.jenvoy.process.account;

import dev.jenvoy.process.os.ProcTable;
import dev.jenvoy.process.os.Signal;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that runs commands as another account, such as sudo or doas. A server that is not root starts commands through it,
 * and sends signals through it, because the system lets no other account do that.
 *
 * @param words the program, as an absolute path, and its arguments before the command
 * @param account the name of the account
 * @param user the number of the account
 */
public record AccountHelper(List<String> words, String account, int user) {

    /** A word with this is given only to commands with variables, which it names with commas between them. */
    public static final String VARIABLES = "{variables}";

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_SAID_CHARS = 200;

    public AccountHelper {
        words = List.copyOf(words);
        if (words.isEmpty() || !words.get(0).startsWith("/")) {
            throw new IllegalArgumentException("the first word must be an absolute path");
        }
    }

    /**
     * Returns the command line that runs a command as the account. It has the names of its variables, never their values.
     *
     * @param variables the names of the variables that the command gets
     */
    public List<String> command(Collection<String> variables, List<String> command) {
        String names = String.join(
                ",",
                variables.stream().filter(name -> name.matches(NAME)).sorted().toList());
        return line(names, command);
    }

    private List<String> line(String names, List<String> command) {
        List<String> line = new ArrayList<>(words.size() + command.size());
        words.stream()
                .filter(word -> !names.isEmpty() || !word.contains(VARIABLES))
                .map(word -> word.replace(VARIABLES, names))
                .forEach(line::add);
        line.addAll(command);
        return line;
    }

    /** Returns why it runs no commands as the account, in its own words; empty if it does. Blocks for 10 seconds at most. */
    public Optional<String> whyNot() {
        Said said = run(List.of(program("true")));
        return said.code() == 0 ? Optional.empty() : Optional.of(said.shown());
    }

    /**
     * Returns its message where it refused to start a command that ended in this way; empty if the command itself ended so. A
     * command that uses the helper's program itself may end in the same way: ask only if the command was not seen to run.
     */
    public Optional<String> refusal(int code, byte[] stdout, byte[] stderr) {
        String name = String.valueOf(Path.of(words.get(0)).getFileName());
        String message =
                new String(stderr, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        boolean isOfHelper = message.startsWith(name + ": ") || message.startsWith("Sorry, user ");
        return code == 1 && stdout.length == 0 && isOfHelper ? Optional.of(shown(message)) : Optional.empty();
    }

    /**
     * Sends a signal to processes of the account. Blocks for 10 seconds at most, also while this thread is interrupted.
     *
     * @return whether all of them received it
     */
    boolean signal(Signal signal, Collection<Long> processes) {
        List<String> command = new ArrayList<>(List.of(program("kill"), "-s", signal.name(), "--"));
        processes.forEach(process -> command.add(Long.toString(process)));
        return run(command).code() == 0;
    }

    /**
     * Returns the living processes of the account whose environment has this variable, {@code NAME=VALUE}. The account itself
     * looks, because environments are hidden from others; it does not where it has no process. Blocks for 10 seconds at most.
     *
     * @return empty if it could not look
     */
    public Optional<List<ProcTable.Entry>> holding(ProcTable table, String variable) {
        List<ProcTable.Entry> ofAccount = table.all().stream()
                .filter(entry -> entry.isAlive()
                        && table.owner(entry.pid())
                                .filter(owner -> owner.equals(user))
                                .isPresent())
                .toList();
        if (ofAccount.isEmpty()) {
            return Optional.of(List.of());
        }
        List<String> command = new ArrayList<>(List.of(program("grep"), "-slzxF", "-e", variable, "--"));
        ofAccount.forEach(entry -> command.add(environment(entry)));
        Said said = run(command);
        Set<String> lines = said.text().lines().collect(Collectors.toSet());
        List<ProcTable.Entry> holding = ofAccount.stream()
                .filter(entry -> lines.contains(environment(entry)))
                .toList();
        // Anything else is a message of the helper, or of a grep that cannot do this.
        return said.code() < 0 || holding.size() < lines.size() ? Optional.empty() : Optional.of(holding);
    }

    private static String environment(ProcTable.Entry entry) {
        return "/proc/" + entry.pid() + "/environ";
    }

    /** Returns where a program of the system is, as sudoers(5) has to name it. */
    private static String program(String name) {
        return Stream.of("/usr/bin/", "/bin/")
                .map(folder -> folder + name)
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst()
                .orElse(name);
    }

    /** @param code -1 if it did not start, or did not end in time */
    private record Said(int code, String text) {
        String shown() {
            return text.isBlank() ? "it ended with exit code " + code : AccountHelper.shown(text.strip());
        }
    }

    private static String shown(String text) {
        String line = text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
        return line.length() > MAX_SAID_CHARS ? line.substring(0, MAX_SAID_CHARS) : line;
    }

    private Said run(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(line("", command))
                    .directory(new File("/"))
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().put("PATH", PATH);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            // What it says fits into the pipe.
            if (!Patience.await(PATIENCE, nanos -> process.waitFor(nanos, TimeUnit.NANOSECONDS))) {
                process.destroyForcibly();
                return new Said(-1, "it did not end within " + PATIENCE.toSeconds() + " seconds");
            }
            return new Said(
                    process.exitValue(), new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Said(-1, "it could not be started");
        }
    }
}
