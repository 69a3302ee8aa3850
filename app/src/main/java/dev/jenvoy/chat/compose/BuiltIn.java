package dev.jenvoy.chat.compose;

import dev.jenvoy.chat.compose.model.MessageModel;
import dev.jenvoy.chat.compose.sentence.Cuts;
import dev.jenvoy.chat.compose.sentence.Sentence;
import dev.jenvoy.chat.compose.sentence.Sentences;
import dev.jenvoy.chat.message.Commit;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.Renderer.Layout;
import dev.jenvoy.chat.text.RichText;
import java.util.ArrayList;
import java.util.List;

/** Lays the built-in text of a message out: the sentence, then the commits of a push or a quote. */
final class BuiltIn {

    private final Message message;
    private final Layout layout;

    BuiltIn(Message message, Layout layout) {
        this.message = message;
        this.layout = layout;
    }

    /**
     * Returns the text.
     *
     * @param maxCommits how many commits are listed at most
     * @param suffix what follows the sentence
     */
    RichText text(int maxCommits, String suffix) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(sentence(suffix)));
        List<List<Inline>> items = Sentences.isPush(message) ? items(maxCommits) : List.of();
        if (!items.isEmpty()) {
            blocks.add(new Block.Bullets(items));
        }
        List<String> quote = Sentences.quote(message);
        if (!quote.isEmpty()) {
            blocks.add(new Block.Quote(quote.stream()
                    .map(line -> List.<Inline>of(new Inline.Text(line)))
                    .toList()));
        }
        return new RichText(blocks);
    }

    /** Returns the repository in brackets and a blank; empty if the message has no repository. */
    static String prefix(Message message) {
        return message.repo().isEmpty() ? "" : "[" + Cuts.title(message.repo()) + "] ";
    }

    private List<Inline> sentence(String suffix) {
        Line line = new Line();
        if (!message.repo().isEmpty()) {
            line.text("[").link(message.repoUrl(), Cuts.title(message.repo())).text("] ");
        }
        for (Sentence.Piece piece : Sentences.of(message).pieces()) {
            switch (piece.weight()) {
                case PLAIN -> line.text(piece.text());
                case TITLE -> line.title(piece.text());
                case FIXED -> line.fixed(piece.text());
                case MAIN -> line.link(message.url(), piece.text());
            }
        }
        line.text(suffix);
        if (layout == Layout.PLAIN && !message.url().isEmpty()) {
            line.text(" ").address(message.url());
        }
        return line.content();
    }

    private List<List<Inline>> items(int maxCommits) {
        List<Commit> listed = MessageModel.listed(message, maxCommits);
        List<List<Inline>> items = new ArrayList<>();
        listed.forEach(commit -> items.add(item(commit)));
        int more = MessageModel.more(message, listed);
        if (more > 0 && !items.isEmpty()) {
            items.add(List.of(new Inline.Text("… and " + more + " more")));
        }
        return items;
    }

    private List<Inline> item(Commit commit) {
        String author = Cuts.name(commit.author());
        boolean another = !author.isEmpty() && !author.equalsIgnoreCase(Cuts.name(message.actor()));
        return new Line()
                .link(commit.url(), Cuts.sha(commit.sha()))
                .text(" " + Cuts.subject(commit.subject()))
                .text(another ? " (" + author + ")" : "")
                .content();
    }

    /** Collects the parts of a line in this layout; neighbouring texts become one. */
    private final class Line {
        private final List<Inline> parts = new ArrayList<>();
        private final StringBuilder pending = new StringBuilder();

        Line text(String text) {
            pending.append(text);
            return this;
        }

        /** A part of its own, so that fitting cuts it alone. */
        Line title(String text) {
            return add(new Inline.Text(text));
        }

        Line fixed(String text) {
            return layout == Layout.PLAIN ? text(text) : add(new Inline.Code(text));
        }

        Line link(String address, String text) {
            boolean shown = layout == Layout.RICH && Inline.Link.isAddress(address) && !text.isEmpty();
            return shown ? add(new Inline.Link(address, List.of(new Inline.Text(text)))) : text(text);
        }

        Line address(String address) {
            return Inline.Link.isAddress(address)
                    ? add(new Inline.Link(address, List.of(new Inline.Text(address))))
                    : this;
        }

        private Line add(Inline part) {
            flush();
            parts.add(part);
            return this;
        }

        List<Inline> content() {
            flush();
            return List.copyOf(parts);
        }

        private void flush() {
            if (pending.length() > 0) {
                parts.add(new Inline.Text(pending.toString()));
                pending.setLength(0);
            }
        }
    }
}
