package dev.jenvoy.chat.kind.telegram;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.HttpDialect;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.option.secret.Secrets;

/**
 * A bot.
 *
 * @param api the base address of the Bot API
 */
record TelegramBot(WebAddress api, Secrets token) implements Login {

    @Override
    public String kind() {
        return TelegramKind.NAME;
    }

    /** Writes requests to {@code sendMessage}. */
    record Dialect(TelegramBot login, Renderer renderer) implements HttpDialect {
        @Override
        public HttpCall call(String address, OutgoingMessage message) {
            int slash = address.indexOf('/');
            JsonObject body = new JsonObject();
            body.addProperty("chat_id", slash < 0 ? address : address.substring(0, slash));
            if (slash >= 0) {
                body.addProperty("message_thread_id", Long.parseLong(address.substring(slash + 1)));
            }
            body.addProperty("text", renderer.render(message.text()));
            body.addProperty("parse_mode", "HTML");
            body.add("link_preview_options", flag("is_disabled"));
            body.addProperty("disable_notification", message.silent());
            message.thread()
                    .flatMap(OutgoingMessage.Conversation::root)
                    .filter(root -> root.matches("[0-9]{1,18}"))
                    .ifPresent(root -> body.add("reply_parameters", answering(root)));
            return HttpCall.postJson(login.api().below("/bot" + HttpKeys.plain(login.token()) + "/sendMessage"), body);
        }

        private static JsonObject answering(String root) {
            JsonObject reply = flag("allow_sending_without_reply");
            reply.addProperty("message_id", Long.parseLong(root));
            return reply;
        }

        private static JsonObject flag(String name) {
            JsonObject object = new JsonObject();
            object.addProperty(name, true);
            return object;
        }

        @Override
        public SendResult result(ServiceAnswer answer) {
            String words = answer.word("description");
            if (answer.isOk()) {
                return answer.word("ok").equals("true")
                        ? answer.sent(answer.word("result", "message_id"))
                        : answer.refused("not an answer of Telegram");
            }
            String moved = answer.word("parameters", "migrate_to_chat_id");
            if (!moved.isEmpty()) {
                return answer.shut("the chat has a new id: " + moved);
            }
            if (answer.status() == 400 && words.contains("too long")) {
                return answer.tooLong(words);
            }
            boolean chat = words.contains("chat not found") || words.contains("CHAT_") || words.contains("rights");
            return answer.status() == 400 && chat ? answer.shut(words) : answer.usual(words);
        }
    }
}
