package dev.jenvoy.chat.compose.template;

import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.chat.text.Inline;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/**
 * Reads the parts of a line. Images and HTML become text, and so does a link whose address is none; a link in a link is not
 * possible in CommonMark, nor here.
 */
final class InlineReader {

    private final Slots slots;

    InlineReader(Slots slots) {
        this.slots = slots;
    }

    /** Returns what is in the node, neighbouring texts as one. */
    List<Inline> read(Node parent) {
        List<Inline> content = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            add(node, content);
        }
        return merged(content);
    }

    private void add(Node node, List<Inline> content) {
        if (node instanceof Text text) {
            content.addAll(lines(slots.fill(text.getLiteral())));
        } else if (node instanceof HtmlInline html) {
            content.addAll(lines(slots.fill(html.getLiteral())));
        } else if (node instanceof Code code) {
            content.add(new Inline.Code(oneLine(slots.fill(code.getLiteral()))));
        } else if (node instanceof SoftLineBreak) {
            content.add(new Inline.Text(" "));
        } else if (node instanceof HardLineBreak) {
            content.add(new Inline.Break());
        } else if (node instanceof StrongEmphasis) {
            addSeen(new Inline.Strong(read(node)), content);
        } else if (node instanceof Emphasis) {
            addSeen(new Inline.Emphasis(read(node)), content);
        } else if (node instanceof Link link && !isInImage(link)) {
            link(link, content);
        } else if (node instanceof Image || node.getFirstChild() != null) {
            content.addAll(read(node));
        }
    }

    private void link(Link link, List<Inline> content) {
        String address = slots.fillAddress(link.getDestination());
        List<Inline> shown = read(link);
        if (Inline.Link.isAddress(address)) {
            addSeen(new Inline.Link(address, shown), content);
        } else {
            content.addAll(shown);
        }
    }

    /** An image's text may contain links, and a link may contain an image: there, the inner link is text. */
    private static boolean isInImage(Node node) {
        for (Node outer = node.getParent(); outer != null; outer = outer.getParent()) {
            if (outer instanceof Image) {
                return true;
            }
        }
        return false;
    }

    private static void addSeen(Inline part, List<Inline> content) {
        if (!part.plain().isEmpty()) {
            content.add(part);
        }
    }

    private static List<Inline> lines(String text) {
        List<Inline> content = new ArrayList<>();
        for (int at = 0; at <= text.length(); ) {
            int end = text.indexOf('\n', at);
            int stop = end < 0 ? text.length() : end;
            if (at > 0) {
                content.add(new Inline.Break());
            }
            if (stop > at) {
                content.add(new Inline.Text(HarmlessText.part(text.substring(at, stop))));
            }
            at = stop + 1;
        }
        return content;
    }

    private static String oneLine(String text) {
        return HarmlessText.line(text);
    }

    private static List<Inline> merged(List<Inline> content) {
        List<Inline> merged = new ArrayList<>();
        for (Inline part : content) {
            int last = merged.size() - 1;
            if (part instanceof Inline.Text text && last >= 0 && merged.get(last) instanceof Inline.Text before) {
                merged.set(last, new Inline.Text(HarmlessText.part(before.text() + text.text())));
            } else {
                merged.add(part);
            }
        }
        return merged;
    }
}
