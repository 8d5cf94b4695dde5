package org.casewright.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.DOMException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Changes XML as a tree: elements left out, repeated, moved, nested; attributes exchanged; what XML can do besides. */
public final class XmlMutations implements Mutations.Structure {

    private static final String BOMB = """
            <!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">\
            <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>""";
    private static final List<String> FOREIGN = List.of(
            BOMB,
            "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">",
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"http://localhost/\">]>",
            "<?xml-stylesheet href=\"http://localhost/\"?>",
            "<!-- -->",
            "<![CDATA[x]]>",
            "&lt;",
            "&unknown;",
            "&#0;",
            "&#xD800;",
            "<x:y/>",
            "<a xmlns=\"\"/>");

    private final List<Document> others;

    /** With XML that parts are taken from. */
    public XmlMutations(List<byte[]> others) {
        var documents = new ArrayList<Document>();
        for (var other : others) {
            try {
                documents.add(builder().parse(new ByteArrayInputStream(other)));
            } catch (SAXException | IOException notXml) {
                throw new IllegalArgumentException(notXml);
            }
        }
        this.others = List.copyOf(documents);
    }

    private static DocumentBuilder builder() {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder;
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public byte @Nullable [] changed(byte[] text, Random random) {
        if (random.nextInt(12) == 0) {
            return foreign(new String(text, StandardCharsets.UTF_8), random).getBytes(StandardCharsets.UTF_8);
        }
        try {
            var document = builder().parse(new ByteArrayInputStream(text));
            change(document, random);
            var out = new ByteArrayOutputStream();
            TransformerFactory.newDefaultInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(out));
            return out.toByteArray();
        } catch (SAXException | IOException | TransformerException | DOMException unfit) {
            return null;
        }
    }

    /** Something that XML knows and that has no place there, behind a tag. */
    private static String foreign(String text, Random random) {
        var at = text.indexOf('>', random.nextInt(text.length() + 1));
        return at < 0 ? text : text.substring(0, at + 1) + Hostile.pick(random, FOREIGN) + text.substring(at + 1);
    }

    private void change(Document document, Random random) {
        var elements = elements(document);
        var element = Hostile.pick(random, elements);
        switch (random.nextInt(10)) {
            case 0 -> remove(element);
            case 1 -> repeat(element, 1 << random.nextInt(8));
            case 2 -> move(element, Hostile.pick(random, elements));
            case 3 -> {
                var part = Hostile.pick(random, elements(Hostile.pick(random, others)));
                element.appendChild(document.importNode(part, true));
            }
            case 4 -> nest(element, 1 << random.nextInt(9));
            case 5 -> element.setTextContent(Hostile.text(random));
            case 6 ->
                document.renameNode(
                        element,
                        null,
                        Hostile.pick(random, elements(Hostile.pick(random, others)))
                                .getTagName());
            default -> attribute(element, elements, random);
        }
    }

    private static List<Element> elements(Document document) {
        var elements = new ArrayList<Element>();
        var all = document.getElementsByTagName("*");
        for (var i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        return elements;
    }

    private static void remove(Element element) {
        if (element.getParentNode() instanceof Element parent) {
            parent.removeChild(element);
        }
    }

    private static void repeat(Element element, int times) {
        if (element.getParentNode() instanceof Element parent) {
            for (var i = 0; i < times; i++) {
                parent.insertBefore(element.cloneNode(true), element);
            }
        }
    }

    private static void move(Element element, Node to) {
        if (element.getParentNode() instanceof Element) {
            // Refused where it would stand in itself; then nothing happens.
            to.appendChild(element);
        }
    }

    private static void nest(Element element, int depth) {
        if (element.getParentNode() instanceof Element parent) {
            Node inner = element.cloneNode(true);
            for (var i = 0; i < depth; i++) {
                var around = element.cloneNode(false);
                around.appendChild(inner);
                inner = around;
            }
            parent.replaceChild(inner, element);
        }
    }

    private void attribute(Element element, List<Element> elements, Random random) {
        var attributes = attributes(element);
        if (attributes.isEmpty()) {
            element.setAttribute("id", Hostile.text(random));
            return;
        }
        var attribute = Hostile.pick(random, attributes);
        var others = attributes(Hostile.pick(random, elements));
        switch (random.nextInt(5)) {
            case 0 -> element.removeAttributeNode(attribute);
            case 1 -> attribute.setValue(Hostile.text(random));
            case 2 -> {
                if (!others.isEmpty()) {
                    attribute.setValue(Hostile.pick(random, others).getValue());
                }
            }
            case 3 -> {
                var foreign = attributes(Hostile.pick(random, elements(Hostile.pick(random, this.others))));
                if (!foreign.isEmpty()) {
                    var other = Hostile.pick(random, foreign);
                    element.setAttribute(other.getName(), other.getValue());
                }
            }
            default -> attribute.setValue(attribute.getValue() + Hostile.text(random));
        }
    }

    private static List<Attr> attributes(Element element) {
        var attributes = new ArrayList<Attr>();
        for (var i = 0; i < element.getAttributes().getLength(); i++) {
            attributes.add((Attr) element.getAttributes().item(i));
        }
        return attributes;
    }
}
