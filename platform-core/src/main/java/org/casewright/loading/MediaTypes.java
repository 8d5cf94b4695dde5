package org.casewright.loading;

import java.util.Optional;
import java.util.Set;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/** Which media types a file may be declared to have. */
final class MediaTypes {

    private static final MediaTypeRegistry KNOWN =
            MimeTypes.getDefaultMimeTypes().getMediaTypeRegistry();

    /** What a browser would run, if it were ever shown as it is. */
    private static final Set<String> ACTIVE = Set.of(
            "text/html",
            "application/xhtml+xml",
            "image/svg+xml",
            "text/javascript",
            "application/javascript",
            "application/xml",
            "text/xml",
            "application/x-shockwave-flash");

    private MediaTypes() {}

    /** Why a type will not do, and what would. */
    record Wrong(String message, @Nullable String advice) {}

    static Optional<Wrong> wrong(String name) {
        var type = MediaType.parse(name);
        if (type == null
                || (!KNOWN.getTypes().contains(type) && !KNOWN.getTypes().contains(KNOWN.normalize(type)))) {
            return Optional.of(new Wrong(
                    "“" + name + "” is no media type that files can be told by.",
                    "Write one such as image/jpeg, image/png or application/pdf."));
        }
        var canonical = KNOWN.normalize(type).toString();
        if (ACTIVE.contains(canonical)) {
            return Optional.of(new Wrong(
                    "“" + name + "” can carry programs that run where it is read.",
                    "Take a type that only shows, such as application/pdf."));
        }
        return canonical.equals(name)
                ? Optional.empty()
                : Optional.of(new Wrong(
                        "“" + name + "” is another name of “" + canonical + "”.", "Write “" + canonical + "”."));
    }
}
