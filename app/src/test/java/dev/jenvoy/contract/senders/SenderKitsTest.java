package dev.jenvoy.contract.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.sender.registry.SenderTypes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every sender that comes with the server meets the hostile cases of {@link SendersTest}. */
class SenderKitsTest {

    /** Only AWS can sign as Amazon SNS, so it has its own suite, {@code SnsTest}. */
    private static final String SUITE_OF_ITS_OWN = "sns";

    @Test
    void every_sender_has_a_kit_in_the_order_of_precedence() {
        List<String> names = SenderTypes.ALL.stream()
                .map(type -> type.identity().name())
                .filter(name -> !name.equals(SUITE_OF_ITS_OWN))
                .toList();

        assertThat(SenderKits.ALL.stream()
                        .filter(kit -> !(kit instanceof CustomSenderKit))
                        .map(SenderKit::source)
                        .distinct())
                .containsExactlyElementsOf(names);
    }
}
