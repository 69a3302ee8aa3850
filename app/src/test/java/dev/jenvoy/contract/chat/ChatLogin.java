package dev.jenvoy.contract.chat;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.JsonText;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.option.json.ProblemCollector;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.permission.StrictModes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Reads an account or a room of a kind from JSON, as the configuration is read. */
public record ChatLogin(Optional<Login> login, List<Problem> problems) {

    public static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);

    public static ChatLogin account(RoomKind kind, String json) {
        return read(json, (in, secrets) -> kind.readLogin(in, secrets));
    }

    public static ChatLogin room(RoomKind kind, String json) {
        return read(json, (in, secrets) -> kind.readRoom(in, secrets));
    }

    /** Connects, at a time that does not pass. */
    public Connection connect(RoomKind kind) {
        return connect(kind, InstantSource.fixed(NOW));
    }

    public Connection connect(RoomKind kind, InstantSource clock) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(0);
        return kind.connect(login.orElseThrow(), new ConnectionParts("work", clock, timer));
    }

    /** Returns the messages of all problems. */
    public List<String> messages() {
        return problems.stream().map(Problem::message).toList();
    }

    @FunctionalInterface
    private interface Reading {
        Optional<Login> read(ObjectReader in, SecretReader secrets);
    }

    private static ChatLogin read(String json, Reading reading) {
        ProblemCollector report = new ProblemCollector();
        JsonNode node = JsonText.read(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), report)
                .orElseThrow(() -> new IllegalArgumentException("not JSON: " + json));
        ObjectReader in = new ObjectReader("chat.rooms.dev", ((JsonNode.Members) node).values(), report);
        SecretReader secrets = new SecretReader(Path.of("."), Map.of(), new FileReader(StrictModes.of(Map.of())));
        return new ChatLogin(reading.read(in, secrets), report.problems());
    }
}
