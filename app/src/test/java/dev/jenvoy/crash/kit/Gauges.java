package dev.jenvoy.crash.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The resources of a process, according to {@code /proc} and {@code jcmd}.
 *
 * @param heapKilobytes the heap in use after a full collection
 */
public record Gauges(int threads, long descriptors, long heapKilobytes, long residentKilobytes) {

    private static final Pattern IN_USE = Pattern.compile("used (\\d+)K");

    public static Gauges of(long pid) throws IOException, InterruptedException {
        Path proc = Path.of("/proc", Long.toString(pid));
        jcmd(pid, "GC.run");
        Matcher heap = IN_USE.matcher(jcmd(pid, "GC.heap_info"));
        List<String> status = Files.readAllLines(proc.resolve("status"));
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            return new Gauges(
                    (int) number(status, "Threads:"),
                    descriptors.count(),
                    heap.find() ? Long.parseLong(heap.group(1)) : -1,
                    number(status, "VmRSS:"));
        }
    }

    private static long number(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(-1);
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    @Override
    public String toString() {
        return "threads=" + threads + " descriptors=" + descriptors + " heap_kb=" + heapKilobytes + " resident_kb="
                + residentKilobytes;
    }
}
