package org.casewright.problem;

/**
 * A place in a definition file.
 *
 * @param file path relative to the folder that was given, with forward slashes
 * @param line first line is 1; 0 when the whole file is meant
 * @param column first column is 1; 0 when the whole line is meant
 * @param pointer JSON Pointer (RFC 6901), or the id of a BPMN element behind {@code #}; empty for the whole file
 */
public record Location(String file, int line, int column, String pointer) {

    /** The whole file. */
    public static Location of(String file) {
        return new Location(file, 0, 0, "");
    }

    @Override
    public String toString() {
        var place = line == 0 ? file : file + ":" + line + (column == 0 ? "" : ":" + column);
        return pointer.isEmpty() ? place : place + " " + pointer;
    }
}
