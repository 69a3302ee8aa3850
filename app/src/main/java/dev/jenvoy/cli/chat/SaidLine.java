package dev.jenvoy.cli.chat;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;

/** A line that was said in a room at once. */
final class SaidLine {

    private SaidLine() {}

    /** Prints the service's answer. Fails unless it accepted the line. */
    static int print(CommandOutput screen, AdminClient.Reply reply) throws AdminFailure {
        if (reply.status() >= 300) {
            throw new AdminFailure(reply.error());
        }
        JsonObject json = reply.json();
        String result = JsonView.text(json, "result");
        boolean sent = result.equals("sent");
        if (screen.json()) {
            screen.object(json);
        } else {
            String said = JsonView.text(json, "said");
            screen.line(JsonView.text(json, "room") + ": " + result.replace('_', ' ')
                    + (said.isEmpty() ? "" : ": " + said));
        }
        return sent ? ExitCode.OK : ExitCode.FAILED;
    }
}
