package dev.jenvoy.forge.report;

import dev.jenvoy.forge.book.CommentLine;
import dev.jenvoy.forge.book.ForgeBook;
import dev.jenvoy.forge.service.Forge;
import dev.jenvoy.forge.service.ForgeReply;
import dev.jenvoy.journal.DeliveryDetail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes the one comment on a pull request, with a line for each hook that has something to say there, and edits it afterwards.
 * It is found by its id or, where the answer to its writing was lost, by a mark that readers do not see.
 */
final class CommentReport {

    private static final int MARK_CHARS = 24;

    /** The place of the id of this book, which is kept for ever. */
    private static final String OWN = "";

    private static final Instant FOR_EVER = Instant.parse("9999-01-01T00:00:00Z");

    private final ReportAction.Parts parts;
    private final ReportOrder order;
    private final Forge forge;
    private final String page;

    /** @param page the page of the delivery; may be empty */
    CommentReport(ReportAction.Parts parts, ReportOrder order, Forge forge, String page) {
        this.parts = parts;
        this.order = order;
        this.forge = forge;
        this.page = page;
    }

    /** Brings the comment up to date. */
    ForgeReply write(long entry, DeliveryDetail delivery) throws IOException, InterruptedException {
        ForgeBook book = parts.book();
        String place = order.place();
        for (String hook : order.hooks()) {
            HookState state = order.isEnd() ? HookState.of(delivery, parts.kind(), hook) : HookState.WAITING;
            book.say(
                    place,
                    new CommentLine(hook, entry, order.sha(), state.state().word(), state.words(), page),
                    parts.clock().instant());
        }
        String mark = mark(id());
        String text = CommentText.of(book.lines(place), mark);
        Optional<String> known = book.comment(place);
        if (known.isPresent()) {
            ForgeReply edited = forge.edit(order.pull(), known.get(), text);
            if (!(edited instanceof ForgeReply.Missing)) {
                return edited;
            }
            book.dropComment(place);
        }
        return writeNew(mark, text);
    }

    private ForgeReply writeNew(String mark, String text) throws IOException, InterruptedException {
        ForgeReply found = forge.find(order.pull(), mark);
        if (found instanceof ForgeReply.Done comment) {
            ForgeReply edited = forge.edit(order.pull(), comment.id(), text);
            if (edited instanceof ForgeReply.Done) {
                parts.book()
                        .keepComment(order.place(), comment.id(), parts.clock().instant());
            }
            // Somebody else may have copied the mark: a comment that is not ours cannot be edited.
            if (!(edited instanceof ForgeReply.Refused) && !(edited instanceof ForgeReply.Missing)) {
                return edited;
            }
        } else if (!(found instanceof ForgeReply.Missing)) {
            return found;
        }
        ForgeReply written = forge.write(order.pull(), text);
        if (written instanceof ForgeReply.Done comment && !comment.id().isEmpty()) {
            parts.book().keepComment(order.place(), comment.id(), parts.clock().instant());
        }
        return written;
    }

    /** Returns what tells this server from others that report on the same pull request. */
    private String id() throws IOException {
        Optional<String> known = parts.book().comment(OWN);
        if (known.isPresent()) {
            return known.get();
        }
        String fresh = UUID.randomUUID().toString();
        parts.book().keepComment(OWN, fresh, FOR_EVER);
        return fresh;
    }

    private String mark(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((id + " " + order.place()).getBytes(StandardCharsets.UTF_8));
            return "jenvoy-" + HexFormat.of().formatHex(digest).substring(0, MARK_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
