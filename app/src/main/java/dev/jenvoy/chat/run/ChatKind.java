package dev.jenvoy.chat.run;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.message.payload.MessageReader;
import dev.jenvoy.chat.message.payload.Reading;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.route.RouteBook;
import dev.jenvoy.chat.word.TwinEvents;
import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Plan;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans one action for each room with a route that matches, named after the room. Messages are sent apart from the hooks of
 * their delivery, in the order of acceptance within a room.
 */
final class ChatKind {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");

    private final Supplier<ChatOptions> options;
    private final RouteBook routes;
    private final MessageSender sender;
    private final Happenings happenings;
    private final HappeningAction.Progress progress;
    private final TwinEvents twins;
    private final String journal;

    /** @param journal the id of the journal, so that no two journals make the same key of a message */
    ChatKind(
            Supplier<ChatOptions> options,
            RouteBook routes,
            MessageSender sender,
            Happenings happenings,
            HappeningAction.Progress progress,
            TwinEvents twins,
            String journal) {
        this.options = options;
        this.routes = routes;
        this.sender = sender;
        this.happenings = happenings;
        this.progress = progress;
        this.twins = twins;
        this.journal = journal;
    }

    /** Plans the messages of a delivery. Reads the payload if a route may match. */
    Plan plan(Delivery delivery) {
        List<Action> actions = new ArrayList<>();
        if (routes.concerns(repo(delivery.facts()))) {
            for (String room : rooms(delivery)) {
                actions.add(restore(new Planned(Chat.KIND, room, policy(room))));
            }
        }
        return new Plan.Actions(actions);
    }

    /** Plans a look at the end of a delivery that runs something, for each room that may want to hear of it. */
    List<Action> follow(Delivery delivery, List<Action> planned) {
        boolean isAwaited = planned.stream().anyMatch(action -> !action.policy().apart());
        if (!isAwaited || !routes.concerns(repo(delivery.facts()))) {
            return List.of();
        }
        return Happenings.possible(delivery.facts()).stream()
                .flatMap(message -> routes.rooms(message).stream())
                .distinct()
                .map(room -> restore(new Planned(
                        Chat.KIND,
                        room + HappeningAction.SUFFIX,
                        Policy.afterIn(Chat.QUEUE + room, Policy.MANY_RETRIES))))
                .toList();
    }

    private List<String> rooms(Delivery delivery) {
        try {
            Reading reading = read(delivery);
            if (reading instanceof Reading.Done done) {
                return routes.rooms(done.read()).stream()
                        .filter(room -> !twins.isTwin(room, done.read()))
                        .toList();
            }
            // The rooms learn of it as a failed message, because hooks may want the delivery all the same.
            return routes.rooms(bare(delivery));
        } catch (IOException e) {
            LOG.warn("payload cannot be read for messages delivery={}", delivery.id(), e);
            return routes.rooms(bare(delivery));
        }
    }

    /** Reads the message of a delivery. Blocks while it reads the payload. */
    static Reading read(Delivery delivery) throws IOException {
        return MessageReader.read(family(delivery), delivery.facts(), delivery.payload());
    }

    static Family family(Delivery delivery) {
        return delivery.key().isOfRoutes()
                ? Family.ofSender(delivery.key().routeFamily())
                : Family.ofSender(delivery.key().source());
    }

    /** Returns what is known without the payload. */
    private static Message bare(Delivery delivery) {
        return Message.about(family(delivery), delivery.event().name())
                .repo(repo(delivery.facts()))
                .action(delivery.facts().action())
                .branch(
                        delivery.facts().branch() == null
                                ? ""
                                : delivery.facts().branch().name())
                .build();
    }

    static String repo(Facts facts) {
        return facts.owner() == null || facts.repository() == null ? "" : facts.owner() + "/" + facts.repository();
    }

    static Policy policy(String room) {
        return Policy.apartIn(Chat.QUEUE + room, Policy.MANY_RETRIES);
    }

    /** Returns the action of a plan. */
    Action restore(Planned planned) {
        return planned.name().endsWith(HappeningAction.SUFFIX)
                ? new HappeningAction(planned, options, routes, happenings, progress, sender, journal)
                : new MessageAction(planned, options, routes, sender, journal);
    }
}
