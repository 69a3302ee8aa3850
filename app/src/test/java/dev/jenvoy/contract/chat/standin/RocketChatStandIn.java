package dev.jenvoy.contract.chat.standin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Replaces Rocket.Chat: one incoming webhook with the default limit of 5,000 characters. */
public final class RocketChatStandIn extends ChatStandIn {

    public static final String PATH = "/hooks/5f1b2c3d4e5f6a7b8c9d0e1f/TOKENabcdefghijklmnopqrstuvwxyz";

    private static final int MAX_CHARS = 5_000;

    private final List<String> messages = new CopyOnWriteArrayList<>();

    /** Returns the address of the webhook. */
    public String hook() {
        return address() + PATH;
    }

    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    protected Answer handle(Request request) {
        if (!request.path().equals(PATH)) {
            return Answer.json(404, "success", false, "error", "Invalid integration id or token provided.");
        }
        if (request.text("text").length() > MAX_CHARS) {
            return Answer.json(400, "success", false, "error", "error-message-size-exceeded");
        }
        messages.add(request.text("text"));
        return Answer.json(200, "success", true);
    }
}
