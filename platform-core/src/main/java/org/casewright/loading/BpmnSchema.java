package org.casewright.loading;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The standard's own schema of BPMN 2.0, by which the workflow engine reads as well: what it refuses is refused here first. */
final class BpmnSchema {

    /** As the engine has it, so that the two never differ. */
    private static final String RESOURCE = "/org/camunda/bpm/engine/impl/bpmn/parser/BPMN20.xsd";

    private static final int MOST = 20;

    private BpmnSchema() {}

    /** Made when a file is read for the first time, for it takes a moment. */
    private static final class Compiled {
        private static final Schema SCHEMA = compile();

        private static Schema compile() {
            var place = Objects.requireNonNull(BpmnSchema.class.getResource(RESOURCE), RESOURCE);
            try {
                return SchemaFactory.newDefaultInstance().newSchema(new StreamSource(place.toExternalForm()));
            } catch (SAXException broken) {
                throw new IllegalStateException(broken);
            }
        }
    }

    /** Text that is XML without a document type. */
    static void check(String label, String text, Problems problems) {
        var errors = new ArrayList<SAXParseException>();
        try {
            var validator = Compiled.SCHEMA.newValidator();
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            validator.setErrorHandler(new Collecting(errors));
            validator.validate(new StreamSource(new StringReader(text)));
        } catch (SAXParseException fatal) {
            errors.add(fatal);
        } catch (SAXException failed) {
            errors.add(new SAXParseException(failed.getMessage(), null));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        errors.stream().limit(MOST).forEach(error -> problems.add(problem(label, error)));
    }

    private static Problem problem(String label, SAXParseException error) {
        var place = new Location(label, Math.max(0, error.getLineNumber()), Math.max(0, error.getColumnNumber()), "");
        return Problem.in(place, "This is not BPMN 2.0: " + sentence(error), "Draw it with a BPMN 2.0 modeler.");
    }

    /** Without the rule's number and the names' namespaces. */
    private static String sentence(SAXParseException error) {
        var sentence = String.valueOf(error.getMessage())
                .replaceFirst("^[a-z]+-[A-Za-z.0-9-]+: ", "")
                .replaceAll("\"http[^\"]*\":", "")
                .strip();
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    private record Collecting(List<SAXParseException> errors) implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {
            // What is only odd is none of ours.
        }

        @Override
        public void error(SAXParseException error) {
            errors.add(error);
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
