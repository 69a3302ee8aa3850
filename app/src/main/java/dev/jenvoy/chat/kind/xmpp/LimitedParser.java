package dev.jenvoy.chat.kind.xmpp;

import java.io.IOException;
import java.io.Reader;
import javax.xml.namespace.QName;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smack.xml.XmlPullParserFactory;

/** A parser of Smack's whose stanzas are limited: Smack keeps each one whole, however long it is. */
final class LimitedParser implements XmlPullParser {

    private final XmlPullParser parser;
    private final StanzaLimit limit;

    private LimitedParser(XmlPullParser parser, StanzaLimit limit) {
        this.parser = parser;
        this.limit = limit;
    }

    /** Returns a factory that limits what the parsers of another one read. */
    static XmlPullParserFactory of(XmlPullParserFactory factory) {
        return (Reader reader) -> {
            StanzaLimit limit = new StanzaLimit(reader);
            return new LimitedParser(factory.newXmlPullParser(limit), limit);
        };
    }

    @Override
    public Event next() throws IOException, XmlPullParserException {
        // The parser below forgets that its reader failed.
        limit.check();
        return noted(parser.next());
    }

    @Override
    public String nextText() throws IOException, XmlPullParserException {
        limit.check();
        String text = parser.nextText();
        noted(parser.getEventType());
        return text;
    }

    @Override
    public TagEvent nextTag() throws IOException, XmlPullParserException {
        limit.check();
        TagEvent event = parser.nextTag();
        noted(parser.getEventType());
        return event;
    }

    private Event noted(Event event) throws IOException {
        if (event == Event.START_ELEMENT) {
            limit.begins(parser.getDepth());
        } else if (event == Event.END_ELEMENT) {
            limit.ends(parser.getDepth());
        }
        return event;
    }

    @Override
    public Object getProperty(String name) {
        return parser.getProperty(name);
    }

    @Override
    public String getInputEncoding() {
        return parser.getInputEncoding();
    }

    @Override
    public int getNamespaceCount() throws XmlPullParserException {
        return parser.getNamespaceCount();
    }

    @Override
    public String getNamespacePrefix(int at) throws XmlPullParserException {
        return parser.getNamespacePrefix(at);
    }

    @Override
    public String getNamespaceUri(int at) throws XmlPullParserException {
        return parser.getNamespaceUri(at);
    }

    @Override
    public String getNamespace(String prefix) {
        return parser.getNamespace(prefix);
    }

    @Override
    public int getDepth() {
        return parser.getDepth();
    }

    @Override
    public String getPositionDescription() {
        return parser.getPositionDescription();
    }

    @Override
    public int getLineNumber() {
        return parser.getLineNumber();
    }

    @Override
    public int getColumnNumber() {
        return parser.getColumnNumber();
    }

    @Override
    public boolean isWhiteSpace() throws XmlPullParserException {
        return parser.isWhiteSpace();
    }

    @Override
    public String getText() {
        return parser.getText();
    }

    @Override
    public String getNamespace() {
        return parser.getNamespace();
    }

    @Override
    public String getName() {
        return parser.getName();
    }

    @Override
    public QName getQName() {
        return parser.getQName();
    }

    @Override
    public String getPrefix() {
        return parser.getPrefix();
    }

    @Override
    public int getAttributeCount() {
        return parser.getAttributeCount();
    }

    @Override
    public String getAttributeNamespace(int at) {
        return parser.getAttributeNamespace(at);
    }

    @Override
    public String getAttributeName(int at) {
        return parser.getAttributeName(at);
    }

    @Override
    public QName getAttributeQName(int at) {
        return parser.getAttributeQName(at);
    }

    @Override
    public String getAttributePrefix(int at) {
        return parser.getAttributePrefix(at);
    }

    @Override
    public String getAttributeType(int at) {
        return parser.getAttributeType(at);
    }

    @Override
    public String getAttributeValue(int at) {
        return parser.getAttributeValue(at);
    }

    @Override
    public String getAttributeValue(String namespace, String name) {
        return parser.getAttributeValue(namespace, name);
    }

    @Override
    public Event getEventType() throws XmlPullParserException {
        return parser.getEventType();
    }

    @Override
    public boolean supportsRoundtrip() {
        return parser.supportsRoundtrip();
    }
}
