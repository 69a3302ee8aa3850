package dev.jenvoy.cli.chat;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;

/** The answer to a request about one message. */
final class AskedMessage {

    private AskedMessage() {}

    /** Prints what was done, or fails. */
    static int print(CommandOutput screen, String done, AdminClient.Reply reply) throws AdminFailure {
        if (reply.status() >= 300) {
            throw new AdminFailure(reply.error());
        }
        JsonObject json = reply.json();
        if (screen.json()) {
            screen.object(json);
        } else {
            screen.line(done + JsonView.text(json, "message"));
        }
        return ExitCode.OK;
    }
}
