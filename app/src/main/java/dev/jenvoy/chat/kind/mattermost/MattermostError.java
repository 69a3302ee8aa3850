package dev.jenvoy.chat.kind.mattermost;

import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.ServiceAnswer;

/** Knows what Mattermost's errors mean: a JSON object with a stable {@code id} and a {@code message} for people. */
final class MattermostError {

    private MattermostError() {}

    static SendResult of(ServiceAnswer answer) {
        String id = answer.word("id");
        String words = answer.word("message").isEmpty() ? answer.text() : answer.word("message");
        if (answer.isOk()) {
            return answer.sent("");
        }
        if (answer.status() == 429) {
            return answer.limited(true, words);
        }
        if (answer.status() == 400) {
            return badRequest(answer, id, words);
        }
        // The first request with this key is still being saved.
        if (id.contains("deduplicate_create_post.pending")) {
            return answer.inDoubt(words);
        }
        return answer.usual(words);
    }

    private static SendResult badRequest(ServiceAnswer answer, String id, String words) {
        if (id.contains("root_id")) {
            return new SendResult.RootGone(answer.said(words));
        }
        if (id.contains("message_length") || id.contains("too_long")) {
            return answer.tooLong(words);
        }
        return id.contains("channel") || words.contains("find the channel")
                ? answer.shut(words)
                : answer.refused(words);
    }
}
