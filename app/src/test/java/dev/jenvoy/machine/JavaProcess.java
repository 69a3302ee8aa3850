package dev.jenvoy.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the tests start Java: for processes that live for seconds, the quickest way to their first answer. */
public final class JavaProcess {

    private JavaProcess() {}

    /** Returns the command of the Java of these tests with these options, to which a class or an archive is to be added. */
    public static List<String> command(String... options) {
        List<String> command = plain();
        command.addAll(SharedClasses.options());
        command.addAll(List.of(options));
        return command;
    }

    /** Returns the class path of the tests for another process. It needs no file of the build's folders of classes. */
    public static String classPath() {
        return SharedClasses.classPath();
    }

    /** The command without an archive of classes. */
    static List<String> plain() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The second compiler pays off only after minutes, and takes half of a short life's processor time.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        if (Runtime.version().feature() >= 24) {
            // The jar's manifest sets this too.
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        return command;
    }

    /** Returns the command that runs a class from the class path of the tests. */
    public static List<String> running(String main, String... arguments) {
        List<String> command = command("-cp", classPath(), main);
        command.addAll(List.of(arguments));
        return command;
    }
}
