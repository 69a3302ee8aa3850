package dev.jenvoy.sender;

import dev.jenvoy.sender.github.GitHub;
import dev.jenvoy.sender.github.GitHubFacts;
import dev.jenvoy.sender.json.JsonScan;
import dev.jenvoy.sender.verify.SignatureCheck;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What every payload costs: its signature, and the reading of its JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class IntakeBenchmark {

    /** Bytes of the payload. */
    @Param({"8192", "1048576"})
    public int size;

    private byte[] body = {};
    private byte[] claimed = {};

    @Setup
    public void prepare() {
        StringBuilder json = new StringBuilder("{\"ref\": \"refs/heads/main\", \"repository\": {\"name\": \"site\",")
                .append(" \"owner\": {\"login\": \"octo\"}}, \"commits\": [");
        for (int number = 0; json.length() < size - 300; number++) {
            json.append(number == 0 ? "" : ", ")
                    .append("{\"id\": \"" + number
                            + "\", \"distinct\": true, \"message\": \"what it changes, and why\",")
                    .append(" \"author\": {\"name\": \"Octo Cat\", \"email\": \"octo@example.com\"}}");
        }
        body = json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
        String value = GitHub.SHA256.sign("secret", body);
        claimed = GitHub.SHA256.read(value).orElseThrow();
    }

    @Benchmark
    public boolean signature() {
        SignatureCheck check = GitHub.SHA256.check(claimed, List.of("secret"));
        check.update(body, 0, body.length);
        return check.judge().isEmpty();
    }

    @Benchmark
    public Object json() throws Exception {
        return JsonScan.read(new ByteArrayInputStream(body), GitHubFacts.TABLE.paths());
    }
}
