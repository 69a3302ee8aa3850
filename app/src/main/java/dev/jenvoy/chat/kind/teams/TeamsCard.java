package dev.jenvoy.chat.kind.teams;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.MarkupRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.chat.text.RichText;
import dev.jenvoy.http.JsonBody;
import java.util.List;

/** Writes a message as a request for a workflow: one Adaptive Card 1.4, one part of it for each block. */
final class TeamsCard implements Renderer {

    /** Teams refuses about 28 KB as it counts them, and less has been measured. */
    private static final int MAX_BYTES = 20_000;

    private final Renderer text =
            new MarkupRenderer(new TeamsMarkup(), Layout.RICH, MAX_BYTES, MarkupRenderer::utf8Bytes);

    @Override
    public Layout layout() {
        return Layout.RICH;
    }

    @Override
    public String render(RichText message) {
        JsonArray body = new JsonArray();
        message.blocks().forEach(block -> body.add(part(block)));
        JsonObject width = new JsonObject();
        width.addProperty("width", "Full");
        JsonObject card = new JsonObject();
        card.addProperty("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.addProperty("type", "AdaptiveCard");
        card.addProperty("version", "1.4");
        card.add("msteams", width);
        card.add("body", body);
        JsonObject attachment = new JsonObject();
        attachment.addProperty("contentType", "application/vnd.microsoft.card.adaptive");
        attachment.add("contentUrl", JsonNull.INSTANCE);
        attachment.add("content", card);
        JsonArray attachments = new JsonArray();
        attachments.add(attachment);
        JsonObject request = new JsonObject();
        request.addProperty("type", "message");
        request.add("attachments", attachments);
        return JsonBody.write(request);
    }

    private JsonObject part(Block block) {
        JsonObject content = new JsonObject();
        content.addProperty("type", "TextBlock");
        content.addProperty("text", text.render(new RichText(List.of(block))));
        content.addProperty("wrap", true);
        return block.match(paragraph -> content, bullets -> content, quote -> quoted(content));
    }

    private static JsonObject quoted(JsonObject content) {
        content.addProperty("isSubtle", true);
        JsonArray items = new JsonArray();
        items.add(content);
        JsonObject container = new JsonObject();
        container.addProperty("type", "Container");
        container.addProperty("style", "emphasis");
        container.add("items", items);
        return container;
    }

    @Override
    public int size(String rendered) {
        return text.size(rendered);
    }

    @Override
    public int maxSize() {
        return MAX_BYTES;
    }
}
