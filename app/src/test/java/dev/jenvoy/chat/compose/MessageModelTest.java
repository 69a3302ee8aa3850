package dev.jenvoy.chat.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.chat.compose.model.MessageJson;
import dev.jenvoy.chat.message.Commit;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The names and types of the model are a contract with templates and programs. */
class MessageModelTest {

    @Test
    void the_model_of_a_push() {
        Message push = Message.about(Family.GITHUB, "push")
                .repo("acme/site")
                .repoUrl("https://git.example/acme/site")
                .actor("alice")
                .branch("main")
                .sha("1".repeat(40))
                .before("2".repeat(40))
                .forced(true)
                .commits(List.of(
                        new Commit("1".repeat(40), "one", "bob", "https://git.example/1", true),
                        new Commit("3".repeat(40), "old", "bob", "", false),
                        new Commit("4".repeat(40), "two", "bob", "", true)))
                .build();

        assertThat(MessageJson.line(push, 1))
                .isEqualTo(
                        "{\"family\":\"github\",\"repo\":\"acme/site\",\"repo_url\":\"https://git.example/acme/site\","
                                + "\"actor\":\"alice\",\"actor_url\":\"\",\"event\":\"push\",\"action\":\"\",\"verb\":\"force-pushed\","
                                + "\"subject\":\"\",\"number\":\"\",\"title\":\"\",\"url\":\"\",\"branch\":\"main\",\"base\":\"\","
                                + "\"head\":\"\",\"tag\":\"\",\"sha\":\"" + "1".repeat(40)
                                + "\",\"short_sha\":\"1111111\","
                                + "\"before\":\"" + "2".repeat(40)
                                + "\",\"short_before\":\"2222222\",\"count\":3,\"new\":2,"
                                + "\"commits\":[{\"sha\":\"" + "1".repeat(40)
                                + "\",\"short_sha\":\"1111111\",\"message\":\"one\","
                                + "\"author\":\"bob\",\"url\":\"https://git.example/1\"}],\"more\":1,\"label\":\"\",\"labels\":[],"
                                + "\"assignee\":\"\",\"reviewer\":\"\",\"member\":\"\",\"state\":\"\",\"reason\":\"\",\"file\":\"\","
                                + "\"line\":\"\",\"body\":\"\",\"conclusion\":\"\",\"workflow\":\"\",\"environment\":\"\","
                                + "\"stars\":\"\",\"category\":\"\",\"target\":\"\",\"age\":0,\"bot\":false,\"draft\":false,"
                                + "\"created\":false,\"deleted\":false,\"forced\":true,\"prerelease\":false,\"again\":false}");
    }

    @Test
    void the_model_of_an_issue() {
        Message issue = Message.about(Family.GITLAB, "issue_hook")
                .action("labeled")
                .kind("issue")
                .number("7")
                .title("t".repeat(500))
                .label("l".repeat(100))
                .labels(List.of("bug", "l".repeat(100)))
                .body("1\n2\n3\n4\n5\n6")
                .age(Optional.of(Duration.ofSeconds(4)))
                .build();

        JsonObject model = JsonParser.parseString(MessageJson.pretty(issue, 5)).getAsJsonObject();

        assertThat(model.get("subject").getAsString()).isEqualTo("issue");
        assertThat(model.get("verb").getAsString()).isEqualTo("added");
        assertThat(model.get("title").getAsString()).hasSize(120).endsWith("…");
        assertThat(model.get("label").getAsString()).hasSize(40);
        assertThat(model.getAsJsonArray("labels").get(1).getAsString()).hasSize(40);
        assertThat(model.get("body").getAsString()).isEqualTo("1\n2\n3\n4\n5 …");
        assertThat(model.get("age").getAsInt()).isEqualTo(4);
    }

    @Test
    void the_page_describes_every_name_in_its_order() throws IOException {
        String page = Files.readString(Path.of("../docs/how-to/chat-templates.md"));
        List<String> described = Pattern.compile("(?m)^\\| `([a-z_]+)`")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();

        JsonElement model = JsonParser.parseString(
                MessageJson.line(Message.about(Family.GITHUB, "push").build(), 5));
        assertThat(described).containsExactlyElementsOf(model.getAsJsonObject().keySet());
    }
}
