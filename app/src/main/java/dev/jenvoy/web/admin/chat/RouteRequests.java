package dev.jenvoy.web.admin.chat;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.command.ConfigView;
import dev.jenvoy.chat.command.RouteCommands;
import dev.jenvoy.chat.command.SpokenCommand;
import dev.jenvoy.chat.command.SpokenReply;
import dev.jenvoy.chat.options.FixedRoute;
import dev.jenvoy.chat.route.RouteBook;
import dev.jenvoy.chat.route.RouteSet;
import dev.jenvoy.chat.route.StoredRoute;
import dev.jenvoy.chat.run.Chat;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Requests about routes, default events and tokens: the same commands as in rooms, with the same replies. */
final class RouteRequests {

    /** In a path: the family that the repository most likely means. */
    private static final String ANY_FAMILY = "-";

    private final Chat chat;
    private final RouteCommands commands;

    RouteRequests(Chat chat) {
        this.chat = chat;
        this.commands = new RouteCommands(chat.routes(), chat::options);
    }

    private interface Reading {
        ApiResult answer() throws ChatBody.Wrong;
    }

    private static ApiResult read(Reading reading) {
        try {
            return reading.answer();
        } catch (ChatBody.Wrong e) {
            return ApiResult.error(400, String.valueOf(e.getMessage()));
        }
    }

    ApiResult list(AdminRequest request) {
        return read(() -> {
            RouteSet set = ChatBody.set(request);
            SpokenReply lines =
                    commands.run(new SpokenCommand.ListRoutes(set, request.parameters("repo")), by(request));
            List<JsonObject> routes = new ArrayList<>();
            for (FixedRoute route : chat.options().routes()) {
                routes.add(ApiJson.object()
                        .add("repo", route.repo())
                        .add("room", route.room())
                        .add("events", ApiJson.texts(route.words()))
                        .add("fixed", true)
                        .done());
            }
            for (StoredRoute route : chat.routes().stored()) {
                routes.add(ApiJson.object()
                        .add("repo", route.repo())
                        .add("room", route.room())
                        .add("events", ApiJson.texts(route.words()))
                        .add("fixed", false)
                        .add("set", route.set())
                        .add("made", route.made())
                        .add("by", route.by())
                        .add(
                                "token",
                                chat.routes().tokensOf(route.repo()).stream().anyMatch(route.set()::isFor))
                        .done());
            }
            return ApiResult.json(
                    200,
                    ApiJson.object()
                            .add("routes", ApiJson.array(routes, route -> route))
                            .add("reply", ApiJson.texts(lines.lines()))
                            .done());
        });
    }

    ApiResult put(AdminRequest request) {
        return read(() -> {
            ChatBody body = ChatBody.of(request);
            return answer(commands.run(
                    new SpokenCommand.PutRoute(body.set(), body.text("repo"), body.text("room"), body.texts("events")),
                    by(request)));
        });
    }

    ApiResult remove(AdminRequest request) {
        return read(() -> {
            String repo = request.parameter("repo").orElseThrow(() -> new ChatBody.Wrong("repo: expected one"));
            return answer(commands.run(
                    new SpokenCommand.Remove(ChatBody.set(request), repo, request.parameter("room")), by(request)));
        });
    }

    ApiResult defaults(AdminRequest request) {
        return read(() -> {
            RouteSet set = ChatBody.set(request);
            SpokenReply lines = commands.run(new SpokenCommand.Defaults(set, List.of()), by(request));
            return ApiResult.json(
                    200,
                    ApiJson.object()
                            .add("set", set)
                            .add("events", ApiJson.texts(chat.routes().defaults(set)))
                            .add("reply", ApiJson.texts(lines.lines()))
                            .done());
        });
    }

    ApiResult putDefaults(AdminRequest request) {
        return read(() -> {
            ChatBody body = ChatBody.of(request);
            List<String> events = body.texts("events");
            if (events.isEmpty()) {
                throw new ChatBody.Wrong("events: expected at least one event word");
            }
            return answer(commands.run(new SpokenCommand.Defaults(body.set(), events), by(request)));
        });
    }

    ApiResult putToken(AdminRequest request) {
        return read(() -> {
            ChatBody body = ChatBody.of(request);
            String family = request.variable("family").toLowerCase(Locale.ROOT);
            RouteSet set = family.equals("travis") ? RouteSet.TRAVIS : RouteSet.REPOHOOK;
            return answer(commands.run(
                    new SpokenCommand.SetToken(
                            set,
                            repo(request),
                            family.equals(ANY_FAMILY) ? Optional.empty() : Optional.of(family),
                            body.text("token")),
                    by(request)));
        });
    }

    ApiResult removeToken(AdminRequest request) {
        String family = request.variable("family").toLowerCase(Locale.ROOT);
        RouteBook book = chat.routes();
        return answer(commands.removeToken(
                repo(request), family.equals(ANY_FAMILY) ? book.familyOf(RouteSet.REPOHOOK, repo(request)) : family));
    }

    /** The owner may be a path of groups, whose slashes come encoded. */
    private static String repo(AdminRequest request) {
        return request.variable("owner").replaceAll("(?i)%2F", "/") + "/" + request.variable("repository");
    }

    ApiResult config() {
        return ApiResult.json(
                200,
                ApiJson.object()
                        .add(RouteSet.REPOHOOK.word(), ConfigView.of(chat.routes(), RouteSet.REPOHOOK))
                        .add(RouteSet.TRAVIS.word(), ConfigView.of(chat.routes(), RouteSet.TRAVIS))
                        .done());
    }

    ApiResult reset(AdminRequest request) {
        return read(() -> answer(
                commands.run(new SpokenCommand.ResetAll(ChatBody.of(request).flag("yes")), by(request))));
    }

    private static String by(AdminRequest request) {
        return "admin from " + request.origin();
    }

    private static ApiResult answer(SpokenReply result) {
        return result.end() == SpokenReply.End.DONE
                ? ApiResult.json(
                        200,
                        ApiJson.object()
                                .add("reply", ApiJson.texts(result.lines()))
                                .done())
                : ApiResult.error(status(result.end()), result.text());
    }

    private static int status(SpokenReply.End end) {
        return switch (end) {
            case DONE -> 200;
            case WRONG -> 400;
            case UNKNOWN -> 404;
            case FIXED -> 409;
            case UNAVAILABLE -> 503;
        };
    }
}
