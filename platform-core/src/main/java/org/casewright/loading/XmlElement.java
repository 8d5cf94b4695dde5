package org.casewright.loading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.casewright.problem.Location;
import org.jspecify.annotations.Nullable;

/** An element of an XML file, with its place. */
final class XmlElement {

    /** A name with its namespace, empty for none. */
    record Name(String namespace, String local) {}

    private final Name name;
    private final @Nullable XmlElement parent;
    private final Map<Name, String> attributes = new LinkedHashMap<>();
    private final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final int line;
    private final int column;

    XmlElement(Name name, @Nullable XmlElement parent, int line, int column) {
        this.name = name;
        this.parent = parent;
        this.line = line;
        this.column = column;
    }

    void put(Name attribute, String value) {
        attributes.put(attribute, value);
    }

    void add(XmlElement child) {
        children.add(child);
    }

    void add(String characters) {
        text.append(characters);
    }

    Name name() {
        return name;
    }

    String local() {
        return name.local();
    }

    boolean is(String namespace, String local) {
        return name.equals(new Name(namespace, local));
    }

    Optional<XmlElement> parent() {
        return Optional.ofNullable(parent);
    }

    Map<Name, String> attributes() {
        return attributes;
    }

    /** An attribute without namespace. */
    Optional<String> attribute(String local) {
        return attribute("", local);
    }

    Optional<String> attribute(String namespace, String local) {
        return Optional.ofNullable(attributes.get(new Name(namespace, local)));
    }

    List<XmlElement> children() {
        return children;
    }

    Stream<XmlElement> children(String namespace, String local) {
        return children.stream().filter(child -> child.is(namespace, local));
    }

    Optional<XmlElement> child(String namespace, String local) {
        return children(namespace, local).findFirst();
    }

    /** This element and all below it. */
    Stream<XmlElement> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(XmlElement::all));
    }

    String text() {
        return text.toString().strip();
    }

    /** Its place in the file of this label, with its id or that of the nearest around it that has one. */
    Location at(String label) {
        for (var known = this; known != null; known = known.parent) {
            var id = known.attribute("id");
            if (id.isPresent()) {
                return new Location(label, line, column, "#" + id.get());
            }
        }
        return new Location(label, line, column, "");
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }
}
