package org.casewright.loading;

import java.io.StringReader;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Reads XML without document types, entities or anything from elsewhere, within bounds. */
final class XmlReading {

    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int MAX_DEPTH = 60;
    private static final int MAX_ELEMENTS = 50_000;
    private static final XMLInputFactory FACTORY = factory();
    private static final Pattern ENCODING = Pattern.compile("^<\\?xml[^>]*encoding\\s*=\\s*[\"']([^\"']*)[\"']");

    private final String label;
    private final String text;
    private final Problems problems;
    private int elements;
    private int counted;
    private int lines = 1;

    private XmlReading(String label, String text, Problems problems) {
        this.label = label;
        this.text = text;
        this.problems = problems;
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("Nothing is read from elsewhere.");
        });
        return factory;
    }

    /** The root element; null with a problem. */
    static @Nullable XmlElement read(String label, byte[] content, Problems problems) {
        var text = JsonReading.text(label, content, MAX_BYTES, problems);
        return text == null ? null : new XmlReading(label, text, problems).read();
    }

    private @Nullable XmlElement read() {
        var encoding = ENCODING.matcher(text);
        if (encoding.find() && !encoding.group(1).equalsIgnoreCase("UTF-8")) {
            refuse(1, 1, "The file says that it is " + encoding.group(1) + ".", "Save it as UTF-8.");
            return null;
        }
        try {
            var reader = FACTORY.createXMLStreamReader(new StringReader(text));
            try {
                return elements(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException notXml) {
            var place = notXml.getLocation();
            var line = place == null ? 0 : Math.max(0, place.getLineNumber());
            refuse(
                    line,
                    place == null ? 0 : Math.max(0, place.getColumnNumber()),
                    "This is not XML: " + sentence(notXml),
                    null);
            return null;
        }
    }

    private static String sentence(XMLStreamException exception) {
        var message = String.valueOf(exception.getMessage());
        var marker = message.indexOf("Message: ");
        var clean = (marker < 0 ? message : message.substring(marker + "Message: ".length()))
                .replace('\n', ' ')
                .strip();
        return clean.endsWith(".") ? clean : clean + ".";
    }

    private @Nullable XmlElement elements(XMLStreamReader reader) throws XMLStreamException {
        XmlElement root = null;
        XmlElement current = null;
        var depth = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD -> {
                    var at = text.indexOf("<!DOCTYPE");
                    refuse(
                            lineOf(at),
                            columnOf(at),
                            "A document type stands here; files with entities of their own are never read.",
                            "Leave <!DOCTYPE ...> out.");
                    return null;
                }
                case XMLStreamConstants.ENTITY_REFERENCE -> {
                    refuse(
                            reader.getLocation().getLineNumber(),
                            reader.getLocation().getColumnNumber(),
                            "The entity “" + reader.getLocalName() + "” is not known.",
                            "Write the character itself.");
                    return null;
                }
                case XMLStreamConstants.START_ELEMENT -> {
                    var element = element(reader, current);
                    if (++depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
                        refuse(
                                element.line(),
                                element.column(),
                                "This XML is too deep or too large.",
                                "At most " + MAX_DEPTH + " levels and " + MAX_ELEMENTS + " elements are read.");
                        return null;
                    }
                    if (current == null) {
                        root = element;
                    } else {
                        current.add(element);
                    }
                    current = element;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    current = current == null ? null : current.parent().orElse(null);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (current != null) {
                        current.add(reader.getText());
                    }
                }
                default -> {}
            }
        }
        return root;
    }

    private XmlElement element(XMLStreamReader reader, @Nullable XmlElement parent) {
        // The reader is behind the start tag, in which no other "<" can stand.
        var end = Math.min(text.length(), Math.max(0, reader.getLocation().getCharacterOffset()));
        var begin = Math.max(0, text.lastIndexOf('<', Math.max(0, end - 1)));
        var element = new XmlElement(
                new XmlElement.Name(orEmpty(reader.getNamespaceURI()), reader.getLocalName()),
                parent,
                lineOf(begin),
                columnOf(begin));
        for (var i = 0; i < reader.getAttributeCount(); i++) {
            element.put(
                    new XmlElement.Name(orEmpty(reader.getAttributeNamespace(i)), reader.getAttributeLocalName(i)),
                    reader.getAttributeValue(i));
        }
        return element;
    }

    private static String orEmpty(@Nullable String namespace) {
        return namespace == null ? "" : namespace;
    }

    /** Counts on from the place before, which mostly lies just ahead. */
    private int lineOf(int offset) {
        if (offset < counted) {
            counted = 0;
            lines = 1;
        }
        while (counted < offset) {
            lines += text.charAt(counted++) == '\n' ? 1 : 0;
        }
        return lines;
    }

    private int columnOf(int offset) {
        return offset < 0 ? 0 : offset - text.lastIndexOf('\n', Math.max(0, offset - 1));
    }

    private void refuse(int line, int column, String message, @Nullable String advice) {
        problems.add(Problem.in(new Location(label, line, column, ""), message, advice));
    }
}
