package dev.jenvoy.chat.kind.teams;

import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.HttpDialect;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;

/** A workflow that posts to one channel or chat. It answers before the card is posted. */
record TeamsWorkflow(WebAddress url) implements Login {

    @Override
    public String kind() {
        return TeamsKind.NAME;
    }

    /** Writes requests to the workflow. */
    record Dialect(TeamsWorkflow login, Renderer renderer) implements HttpDialect {
        @Override
        public HttpCall call(String address, OutgoingMessage message) {
            return HttpCall.postJson(login.url(), renderer.render(message.text()));
        }

        @Override
        public SendResult result(ServiceAnswer answer) {
            String code = answer.word("error", "code");
            String words = code.isEmpty() ? answer.text() : code + " " + answer.word("error", "message");
            return answer.usual(words);
        }
    }
}
