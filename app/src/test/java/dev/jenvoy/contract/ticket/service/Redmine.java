package dev.jenvoy.contract.ticket.service;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.contract.chat.service.ServiceProcess;
import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A real Redmine from Debian's packages, in a copy with a database of its own, on loopback. It is started once, takes some ten
 * seconds, and ends with the tests. {@code redmine.rb} says which projects and people there are.
 */
public final class Redmine {

    /** The packages that bring it. */
    public static final String PACKAGES = "redmine redmine-sqlite puma";

    private static final Path INSTALLED = Path.of("/usr/share/redmine");
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);
    private static final Gson GSON = new Gson();

    private static @Nullable Redmine shared;

    private final Path folder;
    private final int port;
    private final Process process;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LONGEST_ANSWER).build();
    private final JsonObject people;

    private Redmine(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.port = ServiceProcess.freePort();
        copy();
        this.process = new ProcessBuilder(
                        "/usr/bin/ruby", folder.resolve("redmine.rb").toString(), Integer.toString(port))
                .directory(folder.resolve("app").toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        awaitStart(this::isReady);
        this.people = GSON.fromJson(lines().get(0), JsonObject.class);
        awaitStart(this::answers);
    }

    private static void awaitStart(Callable<Boolean> started) {
        Awaitility.await()
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(100))
                .until(started);
    }

    /** Returns the one that all tests share; aborts the test, naming the packages, if they are missing. */
    public static synchronized Redmine shared() {
        Component.needFile(Path.of("/usr/bin/puma"), PACKAGES);
        Component.needFile(INSTALLED.resolve("config.ru"), PACKAGES);
        try {
            Redmine started = shared == null ? new Redmine(Files.createTempDirectory("redmine")) : shared;
            shared = started;
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Debian's files name their own places; the copy has its own configuration, database, log and list of gems. */
    private void copy() throws IOException, InterruptedException {
        Path app = folder.resolve("app");
        Process copying = new ProcessBuilder("cp", "-r", INSTALLED.toString(), app.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("cp").toFile())
                .start();
        if (!copying.waitFor(1, TimeUnit.MINUTES) || copying.exitValue() != 0) {
            throw new AssertionError("cp: " + Files.readString(folder.resolve("cp")));
        }
        for (String name : List.of("Gemfile.lock", "config/database.yml", "instances")) {
            Files.deleteIfExists(app.resolve(name));
        }
        Path instance = app.resolve("instances/test");
        for (String name : List.of("config", "tmp", "log", "files")) {
            Files.createDirectories(instance.resolve(name));
        }
        Files.writeString(instance.resolve("config/database.yml"), """
                production:
                  adapter: sqlite3
                  database: %s/redmine.db
                  timeout: 5000
                """.formatted(folder));
        String gems = Files.readString(app.resolve("Gemfile"));
        Files.writeString(app.resolve("Gemfile"), gems.replace(INSTALLED + "/", app + "/"));
        Files.writeString(app.resolve("Gemfile.local"), "gem 'puma'\n");
        try (InputStream script = Redmine.class.getResourceAsStream("redmine.rb")) {
            if (script == null) {
                throw new AssertionError("redmine.rb is missing");
            }
            Files.copy(script, folder.resolve("redmine.rb"));
        }
    }

    /** Returns whether it has said who there is. */
    private boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("Redmine did not start: " + read("err"));
        }
        return read("out").contains("\n");
    }

    private boolean answers() {
        try {
            return isReady() && get("root", "/issue_statuses.json").has("issue_statuses");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private List<String> lines() {
        return read("out").lines().toList();
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the address, without a slash at its end. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Returns the key of a person. */
    public String key(String person) {
        return people.getAsJsonObject("keys").get(person).getAsString();
    }

    /** Returns the id of a status. */
    public String status(String name) {
        return people.getAsJsonObject("statuses").get(name).getAsString();
    }

    /** Makes a ticket in the project {@code site}, and returns its number. */
    public String issue(String status) {
        JsonObject issue = new JsonObject();
        issue.addProperty("project_id", "site");
        issue.addProperty("subject", "A ticket");
        return made(issue, status);
    }

    /** Makes a ticket in the project {@code shop}, where every ticket must have a cause. */
    public String issueOfShop(String status) {
        JsonObject issue = new JsonObject();
        issue.addProperty("project_id", "shop");
        issue.addProperty("subject", "A ticket");
        issue.add("custom_fields", GSON.fromJson("[{\"id\": 1, \"value\": \"the weather\"}]", JsonArray.class));
        return made(issue, status);
    }

    private String made(JsonObject issue, String status) {
        issue.addProperty("status_id", status(status));
        JsonObject body = new JsonObject();
        body.add("issue", issue);
        JsonObject answer = send("root", "POST", "/issues.json", body.toString());
        return answer.getAsJsonObject("issue").get("id").getAsString();
    }

    /** Moves a ticket to another project, as a person does. */
    public void rehome(String number, String project) {
        String id = get("root", "/projects/" + project + ".json")
                .getAsJsonObject("project")
                .get("id")
                .getAsString();
        send("root", "PUT", "/issues/" + number + ".json", "{\"issue\": {\"project_id\": " + id + "}}");
    }

    /** Returns a ticket with its history, as the administrator sees it. */
    public JsonObject shown(String number) {
        return get("root", "/issues/" + number + ".json?include=journals").getAsJsonObject("issue");
    }

    /** Switches the REST interface on or off, as an administrator does. */
    public void rest(boolean on) {
        int before = lines().size();
        try {
            process.getOutputStream().write((on ? "rest on\n" : "rest off\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().atMost(LONGEST_ANSWER).until(() -> lines().size() > before);
    }

    private JsonObject get(String person, String path) {
        return send(person, "GET", path, "");
    }

    private JsonObject send(String person, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(LONGEST_ANSWER)
                .header("X-Redmine-API-Key", key(person))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            JsonObject object = GSON.fromJson(answer.body(), JsonObject.class);
            return object == null ? new JsonObject() : object;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void end() {
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // What is left is in the folder for temporary files.
            return;
        }
    }
}
