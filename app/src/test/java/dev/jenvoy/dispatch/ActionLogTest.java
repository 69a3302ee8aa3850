package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.jenvoy.journal.ActionState;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the log says of actions. */
@Timeout(60)
final class ActionLogTest {

    @TempDir
    Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger("jenvoy.dispatch");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private DispatchFixture house;

    @BeforeEach
    void listen() throws Exception {
        house = new DispatchFixture(folder.resolve("data"));
        logger.setLevel(Level.DEBUG);
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void close() throws Exception {
        logger.detachAppender(logged);
        logger.setLevel(null);
        house.abandon();
    }

    private List<String> lines(String beginning) {
        return List.copyOf(logged.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith(beginning))
                .toList();
    }

    @Test
    void a_hook_and_an_action_of_another_kind_each_have_the_word_of_their_kind() throws Exception {
        house.messages.tell("dev");
        house.scripts.end("d/hook");
        house.messages.end("d/dev", Messages.SENT);
        await(house.accept(push("d")));
        Awaitility.await().until(() -> house.detail("d").actions().get(1).state() == ActionState.ENDED);

        assertThat(lines("hook started")).containsExactly("hook started delivery=d hook=hook attempt=1");
        assertThat(lines("hook ended").get(0))
                .startsWith("hook ended delivery=d hook=hook attempt=1 returncode=0 ending=EXITED ms=");
        assertThat(lines("message started")).containsExactly("message started delivery=d room=dev attempt=1");
        assertThat(lines("message ended").get(0))
                .startsWith("message ended delivery=d room=dev attempt=1 ending=DONE ms=");
    }

    @Test
    void one_line_says_why_a_delivery_waits_when_that_changes() throws Exception {
        house.accept(push("a"));
        house.scripts.awaitStart("a/hook");
        house.accept(push("b"));
        house.accept(push("c"));
        Awaitility.await().until(() -> lines("delivery waits").size() == 2);
        house.scripts.end("a/hook");
        house.scripts.awaitStart("b/hook");

        assertThat(lines("delivery waits delivery=b"))
                .containsExactly("delivery waits delivery=b entry=2 reason=predecessor"
                        + " text=\"delivery 1 is before it in the queue hook of acme/site/main\"");
        assertThat(lines("delivery waits delivery=c")).hasSize(1);
    }
}
