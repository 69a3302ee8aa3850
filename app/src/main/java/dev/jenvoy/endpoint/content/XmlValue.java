package dev.jenvoy.endpoint.content;

import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.InvalidPayload;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML as nested objects, in the shape of the Go library mxj, which adnanh/webhook uses for its rules. An object has one
 * member, the root. An element with neither attributes nor children is its text, without white space around it; any other
 * is an object: attributes with {@code -} before their names, children by their names, its text as {@code #text}. Children
 * of one name are a list. Names are without prefixes. Other than there, all text of an element is one text.
 *
 * <p>Uses the StAX of the JDK. A document type is refused before it is read, so there are no entities but the five of XML.
 */
public final class XmlValue {

    static final int MAX_DEPTH = 100;

    /** Elements and attributes together: with their objects, each takes up to 300 bytes of memory. */
    static final int MAX_NODES = 50_000;

    static final int MAX_ATTRIBUTES = 1_000;
    static final int MAX_ATTRIBUTE_CHARS = 64 << 10;

    /** What messages of the JDK about its own limits begin with. */
    private static final String LIMIT = "JAXP000";

    private static final String TEXT = "#text";

    private final Deque<Element> open = new ArrayDeque<>();
    private final Element document = new Element("");
    private int nodes;

    private XmlValue() {}

    /** An element that has begun. */
    private static final class Element {

        private final String name;
        private final Map<String, Object> members = new LinkedHashMap<>();
        private @Nullable StringBuilder text;

        Element(String name) {
            this.name = name;
        }

        void text(String part) {
            StringBuilder all = text == null ? new StringBuilder() : text;
            text = all.append(part);
        }

        /** Adds a child; the second one of a name makes a list of them. */
        void child(String child, Object value) {
            Object before = members.get(child);
            if (before instanceof Siblings all) {
                all.add(value);
            } else {
                members.put(child, before == null ? value : new Siblings(before, value));
            }
        }

        Object value() {
            // XML knows no other white space than the characters that trim removes.
            String own = text == null ? "" : text.toString().trim();
            if (members.isEmpty()) {
                return own;
            }
            if (!own.isEmpty()) {
                members.put(TEXT, own);
            }
            return members;
        }
    }

    /** Children of one name. */
    private static final class Siblings extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;

        Siblings(Object first, Object second) {
            super(List.of(first, second));
        }
    }

    /**
     * Reads a document.
     *
     * @param contentType the request's {@code Content-Type}, whose charset counts before what the document says (RFC 7303)
     * @throws InvalidPayload when it is not well-formed, has a document type, or exceeds a limit
     */
    public static Map<String, Object> read(byte[] xml, @Nullable String contentType) throws InvalidPayload {
        try {
            return new XmlValue()
                    .document(XmlText.of(xml, HeaderParameters.of(contentType).charset()));
        } catch (XMLStreamException e) {
            throw String.valueOf(e.getMessage()).contains(LIMIT)
                    ? exceeded("the payload exceeds a limit of the XML reader")
                    : broken("the payload is not well-formed XML");
        }
    }

    private static XMLInputFactory factory() {
        // One for each document: they keep names, and only newer ones say that threads may share them.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        // Some senders use prefixes that they do not declare.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        // Its default differs between JDKs.
        factory.setProperty("jdk.xml.elementAttributeLimit", String.valueOf(MAX_ATTRIBUTES));
        return factory;
    }

    private Map<String, Object> document(String xml) throws XMLStreamException, InvalidPayload {
        XMLStreamReader in = factory().createXMLStreamReader(new StringReader(xml));
        try {
            open.push(document);
            while (in.hasNext()) {
                switch (in.next()) {
                    case XMLStreamConstants.START_ELEMENT -> begin(in);
                    case XMLStreamConstants.END_ELEMENT -> end();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> last().text(in.getText());
                    case XMLStreamConstants.DTD -> throw broken("expected XML without a document type");
                    case XMLStreamConstants.ENTITY_REFERENCE -> throw broken("the payload has an unknown entity");
                    default -> {
                        // White space outside of the root, comments and instructions say nothing.
                    }
                }
            }
            return document.members;
        } finally {
            in.close();
        }
    }

    private Element last() {
        return open.element();
    }

    private void begin(XMLStreamReader in) throws InvalidPayload {
        if (open.size() > MAX_DEPTH) {
            throw exceeded("the payload is nested deeper than " + MAX_DEPTH);
        }
        nodes += 1 + in.getAttributeCount();
        if (nodes > MAX_NODES) {
            throw exceeded("the payload has more than " + MAX_NODES + " elements and attributes");
        }
        Element element = new Element(local(in.getLocalName()));
        for (int at = 0; at < in.getAttributeCount(); at++) {
            String value = in.getAttributeValue(at);
            if (value.length() > MAX_ATTRIBUTE_CHARS) {
                throw exceeded("the payload has an attribute of more than " + MAX_ATTRIBUTE_CHARS + " characters");
            }
            element.members.put("-" + local(in.getAttributeLocalName(at)), value);
        }
        open.push(element);
    }

    private void end() {
        Element ended = open.pop();
        last().child(ended.name, ended.value());
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private static InvalidPayload broken(String error) {
        return new InvalidPayload(Check.PAYLOAD.reject(error));
    }

    private static InvalidPayload exceeded(String error) {
        return new InvalidPayload(Check.PAYLOAD_LIMITS.reject(error));
    }
}
